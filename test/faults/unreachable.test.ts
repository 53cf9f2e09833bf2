import http from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import net from 'node:net'
import { createGateway } from '@strict-responses/gateway'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { CUT } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Route, type Running } from '../support/adapters/frameworks.js'
import { masked } from '../support/adapters/raw-reply.js'
import { expectStrict } from '../support/adapters/strict.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }
const HOST = 'llm-7.prod.example.internal'

/** Servers that no TLS client gets on with. */
const deaf = net.createServer((socket) => void socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'))
const picky = https.createServer({ ciphers: 'PSK-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' })
const refusing = net.createServer()
const portOf = (server: net.Server): number => (server.address() as AddressInfo).port

beforeAll(async () => {
  for (const server of [deaf, picky, refusing])
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closedPort = portOf(refusing)
  await new Promise((resolve) => refusing.close(resolve))
})
afterAll(() => {
  deaf.close()
  picky.close()
})
let closedPort = 0

const notFound: net.LookupFunction = (host, _options, callback) =>
  callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND', hostname: host }), '', 4)

/** How asking the upstream fails, and the code of the error. */
const FAILURES: readonly (readonly [name: string, code: string, ask: () => http.ClientRequest])[] = [
  ['DNS knows no such host', 'ENOTFOUND', () => http.request({ host: HOST, lookup: notFound })],
  ['the connection is refused', 'ECONNREFUSED', () => http.request({ host: '127.0.0.1', port: closedPort })],
  ['what answers is no TLS', 'EPROTO', () => https.request({ host: '127.0.0.1', port: portOf(deaf) })],
  ['the TLS handshake fails', 'EPROTO', () => https.request({ host: '127.0.0.1', port: portOf(picky) })],
]

/** A proxying route that rejects with what the request failed of; `first` is what it has written before. */
const proxy =
  (ask: () => http.ClientRequest, first: string, codes: unknown[]): Route =>
  (_req, res) =>
    new Promise((resolve, reject) => {
      if (first === '') res.setHeader('X-Route', '1')
      else res.writeHead(200, EVENT_STREAM).write(first)
      ask()
        .on('response', resolve)
        .on('error', (error: NodeJS.ErrnoException) => {
          codes.push(error.code?.startsWith('ERR_SSL') ? 'EPROTO' : error.code)
          reject(new Error('upstream', { cause: error }))
        })
        .end()
    })

let running: Running | undefined
afterEach(() => running?.close())

describe.each(FRAMEWORKS)('an upstream that cannot be reached, $name', ({ app }) => {
  it.each(FAILURES)('%s, before the first byte: the error page is that of the framework', async (_name, code, ask) => {
    const replies: string[] = []
    const codes: unknown[] = []
    for (const options of [undefined, {}]) {
      running = await listen(app(proxy(ask, '', codes), options))
      const reply = await exchange(running.port)
      expect([reply.status, reply.complete]).toEqual([500, true])
      // A stack that Express shows while it is developed with differs by where it was called from.
      replies.push(masked(reply).replace(/(Content-Length: |at ).*|<pre>.*/g, '$1'))
      await running?.close()
    }
    expect(replies[1]).toBe(replies[0])
    expect(codes).toEqual([code, code])
  })

  it.each(FAILURES)(
    '%s, after the first byte: a failed response that names nothing of it',
    async (_name, code, ask) => {
      const codes: unknown[] = []
      running = await listen(app(proxy(ask, CUT, codes), undefined))
      // Koa leaves its client waiting.
      const plain = await exchange(running.port, {}, 500)
      expect([plain.complete, plain.body]).toEqual([false, CUT])
      await running?.close()

      running = await listen(app(proxy(ask, CUT, codes), {}))
      const reply = await exchange(running.port)
      expectStrict(reply, 'Hél', 'failed')
      expect(reply.body).not.toMatch(/ENOTFOUND|ECONNREFUSED|EPROTO|SSL|TLS|internal|127\.0\.0\.1/)
      expect(codes).toEqual([code, code])
    },
  )
})

describe('the gateway, of a backend that cannot be reached', () => {
  const BACKENDS: readonly (readonly [name: string, upstream: () => string])[] = [
    // RFC 6761: no server knows a name that ends like this.
    ['DNS knows no such host', () => 'http://llm-7.invalid/v1'],
    ['the connection is refused', () => `http://127.0.0.1:${closedPort}/v1`],
    ['what answers is no TLS', () => `https://127.0.0.1:${portOf(deaf)}/v1`],
    ['the TLS handshake fails', () => `https://127.0.0.1:${portOf(picky)}/v1`],
  ]

  it.each(BACKENDS)('%s: HTTP 502 in the form of the API, which names nothing of it', async (_name, upstream) => {
    const errors: unknown[] = []
    const onError = (error: unknown): unknown => errors.push(error)
    const gateway = createGateway({ upstream: upstream(), dialect: 'chat-completions', onError })
    try {
      const ask = { model: 'm', input: 'Hi', stream: true }
      const headers = { 'content-type': 'application/json' }
      const request = new Request('http://x/v1/responses', { method: 'POST', headers, body: JSON.stringify(ask) })
      const reply = await gateway.fetch(request)
      expect(reply.status).toBe(502)
      const body = await reply.text()
      expect(JSON.parse(body)).toMatchObject({ error: { code: 'upstream_error', type: 'server_error' } })
      expect(body).not.toMatch(/ENOTFOUND|EAI_AGAIN|ECONN|EPROTO|SSL|TLS|invalid|127\.0\.0\.1/)
      expect(errors.length).toBeGreaterThan(0)
    } finally {
      await gateway.close()
    }
  })
})
