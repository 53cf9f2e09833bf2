import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'
import { streamOf, strictResponses } from '@strict-responses/node'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { FRAMEWORKS, listen, type Route, type Running } from '../support/adapters/frameworks.js'
import { Probe, until } from '../support/adapters/probe.js'
import { header } from '../support/adapters/raw-reply.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }
const CLOCK = ['id: 1\n', 'event: tick\r\ndata: {"now":1}\n', '\ndata: not JSON\n\n', ': note\n\ndata: 3', '\n\n']
const CHAT = 'data: {"object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"Hi"}}]}\n\n'

let running: Running | undefined
afterEach(() => running?.close())

describe.each(FRAMEWORKS)('event streams of others, $name', ({ app }) => {
  it('keep their body, however it is cut', async () => {
    const route: Route = (_req, res) => {
      res.writeHead(200, { ...EVENT_STREAM, 'X-Given': '1' })
      for (const part of CLOCK) res.write(part)
      res.end()
    }
    running = await listen(app(route, {}))
    const reply = await exchange(running.port, { path: '/clock' })
    expect(reply.body).toBe(CLOCK.join(''))
    expect(reply.complete).toBe(true)
    expect(header(reply, 'x-given')).toBe('1')
    expect(header(reply, 'cache-control')).toBe('no-cache, no-transform')
  })

  it('of chat completions keep their body where the client asked for them', async () => {
    const chat = `${CHAT}data: [DONE]\n\n`
    running = await listen(app((_req, res) => res.writeHead(200, EVENT_STREAM).end(chat), {}))
    expect((await exchange(running.port, { path: '/v1/chat/completions' })).body).toBe(chat)
  })

  it('stay empty where they were empty and no response was asked for', async () => {
    running = await listen(app((_req, res) => res.writeHead(200, EVENT_STREAM).end(), {}))
    const reply = await exchange(running.port, { path: '/clock' })
    expect([reply.body, reply.complete]).toEqual(['', true])
  })

  it('are cut as they were where the route destroys them', async () => {
    const route: Route = (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(CLOCK.join(''))
      setTimeout(() => res.destroy(), 5)
    }
    running = await listen(app(route, {}))
    const reply = await exchange(running.port, { path: '/clock' })
    expect([reply.body, reply.complete, reply.hung]).toEqual([CLOCK.join(''), false, false])
  })

  it('get no heartbeat and are never too old or too idle', async () => {
    const probe = new Probe()
    const route: Route = (req, res) => {
      res.writeHead(200, EVENT_STREAM).write(CLOCK.join(''))
      setTimeout(() => res.end(() => probe.note(streamOf(req)?.signal.aborted)), 40)
    }
    const options = { heartbeat: { interval: 5 }, idleTimeout: 10, limits: { openMs: 20 } }
    running = await listen(app(route, options))
    expect((await exchange(running.port, { path: '/clock' })).body).toBe(CLOCK.join(''))
    await until(() => probe.notes.length === 1)
    expect(probe.notes).toEqual([false])
  })

  it('are decoded where they were encoded', async () => {
    const encoded = gzipSync(CLOCK.join(''))
    const route: Route = (_req, res) => {
      res.writeHead(200, { ...EVENT_STREAM, 'Content-Encoding': 'gzip' })
      for (const byte of encoded) res.write(Uint8Array.of(byte))
      res.end()
    }
    running = await listen(app(route, {}))
    const reply = await exchange(running.port, { path: '/clock' })
    expect([reply.body, header(reply, 'content-encoding')]).toEqual([CLOCK.join(''), undefined])
  })
})

describe('an encoding that is not known', () => {
  it('leaves the reply alone', async () => {
    const server = createServer((req, res) => {
      strictResponses(req, res)
      res.writeHead(200, { ...EVENT_STREAM, 'Content-Encoding': 'gzip, br' }).end('opaque')
    })
    running = await listen((req, res) => void server.emit('request', req, res))
    const reply = await exchange(running.port)
    expect([reply.body, header(reply, 'content-encoding')]).toEqual(['opaque', 'gzip, br'])
  })
})
