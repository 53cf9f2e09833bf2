import { request } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { FRAMEWORKS, listen, type Route, type Running } from '../support/adapters/frameworks.js'
import { masked } from '../support/adapters/raw-reply.js'
import { expectStrict } from '../support/adapters/strict.js'
import { PROXIES } from './support/proxies.js'
import { type RawUpstream, startUpstream } from './support/raw-upstream.js'

/** What a gateway in between answers with when it has lost its backend, or its session. */
const PAGE = `<!DOCTYPE html>
<html><head><title>nginx at 10.0.0.7</title></head>
<body style="color: red">

data: center eu-1
event: maintenance

<a href="/login">Log in</a></body></html>`

const html = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${PAGE.length}\r\nConnection: close\r\n\r\n${PAGE}`

let upstream: RawUpstream
let running: Running
afterEach(async () => {
  await running.close()
  await upstream.close()
})

describe.each(FRAMEWORKS)('a proxy that answers HTML with status 200, $name', ({ app }) => {
  it.each(PROXIES)('passed on as HTML by $name, stays what it is', async ({ to }) => {
    upstream = await startUpstream((socket) => void socket.end(html))
    const replies: string[] = []
    for (const options of [undefined, {}]) {
      running = await listen(app(to(upstream.port), options))
      const reply = await exchange(running.port)
      expect(reply.body).toBe(PAGE)
      replies.push(masked(reply))
      await running.close()
    }
    expect(replies[1]).toBe(replies[0])
  })

  it.each([
    ['whole', PAGE],
    ['without a line that looks like SSE', PAGE.replaceAll(/^(?:data|event): /gm, '')],
  ])(
    'sent as an event stream by a route that does not look, %s: a failed response without a word of it',
    async (_name, page) => {
      const reply = html.replace(PAGE, page).replace(/Content-Length: \d+\r\n/, '')
      upstream = await startUpstream((socket) => void socket.end(reply))
      const route: Route = (_req, res) => {
        res.writeHead(200, { 'Content-Type': 'text/event-stream' })
        request({ port: upstream.port, host: '127.0.0.1', agent: false }, (from) => from.pipe(res)).end()
      }
      running = await listen(app(route, undefined))
      expect((await exchange(running.port)).body).toBe(page)
      await running.close()

      running = await listen(app(route, { dialect: 'responses' }))
      const mended = await exchange(running.port)
      expectStrict(mended, '', 'failed')
      expect(mended.body).not.toMatch(/nginx|10\.0\.0\.7|login|center|html/i)
    },
  )
})
