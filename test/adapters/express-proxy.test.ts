import { gzipSync } from 'node:zlib'
import { strictResponses } from '@strict-responses/express'
import { createProxyMiddleware } from 'http-proxy-middleware'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { EXPRESS_VERSIONS } from '../support/adapters/express-versions.js'
import { CUT, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { listen, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until } from '../support/adapters/probe.js'
import { header, masked } from '../support/adapters/raw-reply.js'
import { expectStrict } from '../support/adapters/strict.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }
const probe = new Probe()

/** What the proxy stands in front of. */
const UPSTREAM: Readonly<Record<string, Parameters<typeof listen>[0]>> = {
  '/v1/responses': (_req, res) => res.writeHead(200, EVENT_STREAM).end(WHOLE),
  '/json': (_req, res) => res.writeHead(200, { 'Content-Type': 'application/json' }).end('{"a":1}'),
  '/busy': (_req, res) => res.writeHead(429, { ...EVENT_STREAM, 'Retry-After': '7' }).end('data: busy\n\n'),
  '/dies': (_req, res) => {
    res.writeHead(200, EVENT_STREAM).write(CUT)
    setTimeout(() => res.destroy(), 20)
  },
  '/gzip': (_req, res) => res.writeHead(200, { ...EVENT_STREAM, 'Content-Encoding': 'gzip' }).end(gzipSync(WHOLE)),
  '/open': (_req, res) => {
    res.writeHead(200, EVENT_STREAM).write(CUT)
    res.on('close', () => probe.note('upstream closed'))
  },
}

let upstream: Running
let running: Running | undefined
beforeAll(async () => {
  upstream = await listen((req, res) => UPSTREAM[req.url ?? '']?.(req, res))
})
afterEach(() => running?.close())
afterAll(() => upstream.close())

describe.each(EXPRESS_VERSIONS)('http-proxy-middleware, $name', ({ make }) => {
  const start = async (wrapped: boolean): Promise<number> => {
    await running?.close()
    const app = make()
    if (wrapped) app.use(strictResponses())
    const target = `http://127.0.0.1:${upstream.port}`
    running = await listen(app.use(createProxyMiddleware({ target, changeOrigin: true })))
    return running.port
  }

  it('E78 a stream is made strict', async () => {
    const path = '/v1/responses'
    expect((await exchange(await start(false), { path })).body).toBe(WHOLE)
    expectStrict(await exchange(await start(true), { path }), TEXT)
  })

  it.each(['/json', '/busy'])('E78 %s beside it is untouched', async (path) => {
    const plain = masked(await exchange(await start(false), { path }))
    expect(masked(await exchange(await start(true), { path }))).toBe(plain)
  })

  it('E79 an upstream that dies is a failed stream, and a cut one without us', async () => {
    const plain = await exchange(await start(false), { path: '/dies' }, 500)
    expect([plain.body, plain.complete, plain.hung]).toEqual([CUT, false, false])
    expectStrict(await exchange(await start(true), { path: '/dies' }), 'Hél', 'failed')
  })

  it('E80 an upstream that compresses is decoded', async () => {
    const ours = await exchange(await start(true), { path: '/gzip', headers: { 'Accept-Encoding': 'gzip' } })
    expectStrict(ours, TEXT)
    expect(header(ours, 'content-encoding')).toBeUndefined()
  })

  it('E78 a client that leaves closes the upstream within 100 ms', { retry: 2 }, async () => {
    probe.notes.length = 0
    const client = openClient(await start(true), { path: '/open' })
    await until(() => client.received().includes('"delta":"H'))
    client.socket.destroy()
    await until(() => probe.notes.length === 1, 100)
  })
})
