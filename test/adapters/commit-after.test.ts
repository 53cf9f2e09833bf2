import http2 from 'node:http2'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { gzipSync } from 'node:zlib'
import { checkOptions, drain, type StrictResponsesOptions, streamOf, strictResponses } from '@strict-responses/node'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { exchangeHttp2 } from '../support/adapters/exchange-http2.js'
import { COMPLETED, CREATED, CUT, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Route, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { until, wait } from '../support/adapters/probe.js'
import type { RawReply } from '../support/adapters/raw-reply.js'
import { expectStrict, expectStrictBody } from '../support/adapters/strict.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream', 'X-Mine': 'kept' }
const frame = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`

let running: Running | undefined
afterEach(() => running?.close())

/** The fields of an HTTP error in OpenAI's form. */
function errorOf(reply: RawReply): Record<string, unknown> {
  expect(reply.hung).toBe(false)
  expect(reply.headers).toContain('Content-Type: application/json')
  expect(reply.headers).toContain('X-Mine: kept')
  expect(reply.headers).toContain(`Content-Length: ${Buffer.byteLength(reply.body)}`)
  const body = JSON.parse(reply.body)
  expect(Object.keys(body)).toEqual(['error'])
  expect(Object.keys(body.error).sort()).toEqual(['code', 'message', 'param', 'type'])
  return body.error
}

interface Case {
  readonly name: string
  readonly route: Route
  readonly status: number
  readonly error: Record<string, unknown>
}

const writing =
  (...chunks: readonly string[]): Route =>
  (_req, res) => {
    res.writeHead(200, EVENT_STREAM)
    for (const chunk of chunks) res.write(chunk)
    res.end()
  }

const CASES: readonly Case[] = [
  {
    name: 'an upstream error as the first frame',
    route: writing(frame({ error: { message: 'slow down', code: 'rate_limit_exceeded' } })),
    status: 429,
    error: { message: 'slow down', code: 'rate_limit_exceeded' },
  },
  {
    name: 'comments before an upstream error',
    route: writing(': waiting\n\n', ': waiting\n\n', frame({ error: { message: 'no', type: 'not_found_error' } })),
    status: 404,
    error: { message: 'no', type: 'not_found_error' },
  },
  {
    name: 'an error event in two writes',
    route: writing('event: error\ndata: {"type":"error",', '"code":"401","message":"no key"}\n\n'),
    status: 401,
    error: { message: 'no key', code: null },
  },
  {
    name: 'a prompt that is too long',
    route: writing(frame({ error: { message: 'too long', code: 'context_length_exceeded' } })),
    status: 400,
    error: { code: 'context_length_exceeded' },
  },
  {
    name: 'a response.failed that nothing preceded',
    route: writing(
      frame({
        type: 'response.failed',
        response: { id: 'resp_1', status: 'failed', error: { code: 'rate_limit_exceeded', message: 'slow down' } },
      }),
    ),
    status: 429,
    error: { message: 'slow down', code: 'rate_limit_exceeded' },
  },
  {
    name: 'an empty stream',
    route: (_req, res) => res.writeHead(200, EVENT_STREAM).end(),
    status: 500,
    error: { code: 'server_error' },
  },
  {
    name: 'a source that dies before its first byte',
    route: async (_req, res) => {
      res.writeHead(200, EVENT_STREAM).flushHeaders()
      const source = new Readable({ read() {} })
      setTimeout(() => source.destroy(new Error('connect ECONNREFUSED 10.0.0.1:80')), 20)
      await pipeline(source, res).catch(() => {})
    },
    status: 500,
    error: { code: 'server_error' },
  },
  {
    name: 'a reply that is destroyed with an error that names its status',
    route: (_req, res) => {
      res.writeHead(200, EVENT_STREAM)
      res.destroy(Object.assign(new Error('The model is loading.'), { status: 503, expose: true }))
    },
    status: 503,
    error: { message: 'The model is loading.' },
  },
]

const POST = { method: 'POST', path: '/v1/responses' } as const

describe.each(FRAMEWORKS)('commitAfter, $name', ({ app }) => {
  const start = async (route: Route, options: StrictResponsesOptions): Promise<number> => {
    running = await listen(app(route, options))
    return running.port
  }

  it.each(CASES)('$name is an HTTP error, and without it a failed stream', async ({ route, status, error }) => {
    const reply = await exchange(await start(route, { commitAfter: 2000 }), POST)
    expect(reply.status).toBe(status)
    expect(errorOf(reply)).toMatchObject(error)
    expect(reply.body).not.toMatch(/10\.0\.0\.1|ECONN/)
    await running?.close()
    const without = await exchange(await start(route, {}), POST)
    expectStrict(without, '', 'failed')
  })

  it('a route that throws after its head is an HTTP error', async () => {
    const port = await start(
      (_req, res) => {
        res.writeHead(200, EVENT_STREAM)
        throw new Error('secret at /srv/x')
      },
      { commitAfter: 2000 },
    )
    const reply = await exchange(port, POST)
    expect(reply.status).toBe(500)
    expect(errorOf(reply)).toMatchObject({ code: 'server_error', type: 'server_error' })
    expect(reply.body).not.toContain('/srv/x')
  })

  it('a stream leaves as it would without, its callbacks and what was held included', async () => {
    const called: number[] = []
    const route: Route = async (_req, res) => {
      res.writeHead(200, EVENT_STREAM)
      expect(res.headersSent).toBe(true)
      const halves = [': hello\n\n', CREATED.slice(0, 10), WHOLE.slice(10)]
      for (const [index, chunk] of halves.entries())
        await new Promise<void>((resolve) =>
          res.write(chunk, () => {
            called.push(index)
            resolve()
          }),
        )
      expect(res.headersSent).toBe(true)
      res.end()
    }
    const same: StrictResponsesOptions = { generateId: (prefix) => `${prefix}_1`, now: () => 0 }
    const held = await exchange(await start(route, { ...same, commitAfter: 2000 }), POST)
    await running?.close()
    const without = await exchange(await start(route, same), POST)
    expect(called).toEqual([0, 1, 2, 0, 1, 2])
    expectStrict(held, TEXT)
    expect(held.body).toBe(without.body)
    const kept = (reply: RawReply): string[] => reply.headers.filter((line) => !/^date:/i.test(line))
    expect(kept(held)).toEqual(kept(without))
  })

  it('the head leaves at the deadline, and what fails after it fails in the stream', async () => {
    const port = await start(
      async (_req, res) => {
        res.writeHead(200, EVENT_STREAM).write(': waiting\n\n')
        await wait(200)
        res.end(frame({ error: { message: 'slow down', code: 'rate_limit_exceeded' } }))
      },
      { commitAfter: 30 },
    )
    const client = openClient(port, POST)
    await until(() => client.received().includes(': waiting'))
    expect(client.received()).toContain('200 OK')
    await until(() => client.received().includes('[DONE]'))
    expect(client.received()).toContain('event: response.failed')
  })

  it('the head leaves at the deadline although nothing was written', async () => {
    const port = await start((_req, res) => void res.writeHead(200, EVENT_STREAM).flushHeaders(), { commitAfter: 30 })
    const client = openClient(port, POST)
    await until(() => client.received().includes('\r\n\r\n'))
    expect(client.received()).toContain('200 OK')
    client.socket.destroy()
  })

  it('an error after the first event stays in the stream', async () => {
    const route: Route = (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(CUT)
      res.end(frame({ error: { message: 'slow down', code: 'rate_limit_exceeded' } }))
    }
    const reply = await exchange(await start(route, { commitAfter: 2000 }), POST)
    expect(reply.status).toBe(200)
    expectStrictBody(reply.body, 'Hél', 'failed')
  })

  it('replies that are no streams, and foreign streams, stay as they are', async () => {
    const json: Route = (_req, res) => res.writeHead(201, { 'Content-Type': 'application/json' }).end('{"a":1}')
    expect(await exchange(await start(json, { commitAfter: 2000 }), POST)).toMatchObject({
      status: 201,
      body: '{"a":1}',
    })
    await running?.close()
    const foreign: Route = (_req, res) => res.writeHead(200, EVENT_STREAM).end('data: tick\n\ndata: tock\n\n')
    const reply = await exchange(await start(foreign, { commitAfter: 2000 }), { path: '/ticks' })
    expect(reply).toMatchObject({ status: 200, hung: false, body: 'data: tick\n\ndata: tock\n\n' })
  })

  it('an encoded error is one, too', async () => {
    const route: Route = (_req, res) => {
      res.writeHead(200, { ...EVENT_STREAM, 'Content-Encoding': 'gzip' })
      res.end(gzipSync(frame({ error: { message: 'slow down', code: 'rate_limit_exceeded' } })))
    }
    const reply = await exchange(await start(route, { commitAfter: 2000 }), POST)
    expect(reply.status).toBe(429)
    expect(errorOf(reply)).toMatchObject({ message: 'slow down' })
    expect(reply.headers.filter((line) => /^content-encoding/i.test(line))).toEqual([])
  })

  it('a client that leaves while it waits stops the route', async () => {
    let reason: unknown
    const port = await start(
      (_req, res) => {
        res.writeHead(200, EVENT_STREAM).flushHeaders()
        const signal = streamOf(res)?.signal
        signal?.addEventListener('abort', () => {
          reason = signal.reason.code
        })
      },
      { commitAfter: Number.POSITIVE_INFINITY },
    )
    const client = openClient(port, POST)
    await wait(50)
    expect(client.received()).toBe('')
    client.socket.destroy()
    await until(() => reason !== undefined)
    expect(reason).toBe('client_closed')
  })

  it('what stops a stream from outside while it waits has a status of its own', async () => {
    let called = 0
    const silent: Route = (_req, res) => {
      called++
      res.writeHead(200, EVENT_STREAM).flushHeaders()
    }
    const options = { commitAfter: Number.POSITIVE_INFINITY }
    const idle = await exchange(await start(silent, { ...options, idleTimeout: 50 }), POST)
    expect(idle.status).toBe(504)
    expect(errorOf(idle)).toMatchObject({ code: 'idle_timeout' })
    await running?.close()
    const drained = exchange(await start(silent, options), POST)
    await until(() => called === 2)
    await drain(800)
    expect((await drained).status).toBe(503)
  })
})

describe('commitAfter', () => {
  it.each([-1, Number.NaN, '2s'])('is refused when a server starts where it is no time: %s', (commitAfter) => {
    expect(() => checkOptions({ commitAfter: commitAfter as number })).toThrow(/commitAfter is .* milliseconds/)
  })

  it('over HTTP/2', async () => {
    const server = http2.createServer((req, res) => {
      strictResponses(req, res, { commitAfter: 2000 })
      res.writeHead(200, { 'Content-Type': 'text/event-stream' })
      res.end(req.url === '/whole' ? WHOLE : frame({ error: { message: 'slow down', code: 'rate_limit_exceeded' } }))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const reply = await exchangeHttp2(port, POST)
    expect(reply).toMatchObject({ status: 429, complete: true })
    expect(JSON.parse(reply.body).error).toMatchObject({ message: 'slow down' })
    const whole = await exchangeHttp2(port, { path: '/whole' })
    expect(whole).toMatchObject({ status: 200, complete: true })
    expectStrictBody(whole.body, TEXT)
    await new Promise((resolve) => server.close(resolve))
  })

  it('heartbeats do not leave before it', async () => {
    running = await listen(
      FRAMEWORKS[0]?.app(
        async (_req, res) => {
          res.writeHead(200, EVENT_STREAM).flushHeaders()
          await wait(120)
          res.end(CREATED + COMPLETED)
        },
        { commitAfter: 2000, heartbeat: { interval: 10 } },
      ) ?? (() => {}),
    )
    const reply = await exchange(running.port, POST)
    expect(reply.body.startsWith('event: response.created')).toBe(true)
  })
})
