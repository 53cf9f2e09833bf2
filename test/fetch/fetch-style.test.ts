import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { pathToFileURL } from 'node:url'
import { type NormalizerOptions, normalizeResponse, type Repair } from '@strict-responses/core'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { COMPLETED, CREATED, FIRST, SECOND, TEXT } from '../support/adapters/faulty-stream.js'
import { openClient } from '../support/adapters/open-client.js'
import { until, wait } from '../support/adapters/probe.js'
import { expectStrictBody } from '../support/adapters/strict.js'
import { type Seen, upstream } from './upstream.js'

/** A route of a Next application, as it stands in `app/v1/responses/route.ts`. */
const nextRoute =
  (options: NormalizerOptions, seen?: Seen) =>
  async (request: Request): Promise<Response> =>
    normalizeResponse(upstream(new URL(request.url).pathname, seen), options)

/** The same in Hono. */
const honoRoute = (options: NormalizerOptions, seen?: Seen): ((request: Request) => Promise<Response>) => {
  const app = new Hono()
  app.post('*', (c) => normalizeResponse(upstream(c.req.path, seen), options))
  return async (request) => app.request(request)
}

/** The same as a middleware of Hono, over routes that know nothing of it. */
const honoMiddleware = (options: NormalizerOptions, seen?: Seen): ((request: Request) => Promise<Response>) => {
  const app = new Hono()
  app.use('*', async (c, next) => {
    await next()
    const reply = normalizeResponse(c.res, options)
    // Else Hono would copy the headers of the old reply onto the new one.
    c.res = undefined
    c.res = reply
  })
  app.post('*', (c) => upstream(c.req.path, seen))
  return async (request) => app.request(request)
}

const STYLES = [
  { name: 'a route handler of Next', make: nextRoute },
  { name: 'a route of Hono', make: honoRoute },
  { name: 'a middleware of Hono', make: honoMiddleware },
]

const post = (path: string): Request => new Request(`http://localhost${path}`, { method: 'POST', body: '{}' })

describe.each(STYLES)('normalizeResponse in $name', ({ make }) => {
  it('makes a stream strict, with headers that fit it', async () => {
    const reply = await make({})(post('/v1/responses'))
    expect(Object.fromEntries(reply.headers)).toEqual({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-mine': 'kept',
    })
    expectStrictBody(await reply.text(), TEXT)
  })

  it.each(['/json', '/busy', '/empty'])('leaves %s as it is', async (path) => {
    const [plain, ours] = [upstream(path), await make({})(post(path))]
    expect(ours.status).toBe(plain.status)
    expect(Object.fromEntries(ours.headers)).toEqual(Object.fromEntries(plain.headers))
    expect(await ours.text()).toBe(await plain.text())
  })

  it('leaves the body of a foreign event stream as it is', async () => {
    expect(await (await make({})(post('/foreign'))).text()).toBe(await upstream('/foreign').text())
  })

  it('an upstream that dies is a failed stream, where the body breaks without us', async () => {
    await expect(upstream('/dies').text()).rejects.toThrow('ECONNREFUSED')
    const errors: unknown[] = []
    const body = await (await make({ onError: (error) => errors.push(error) })(post('/dies'))).text()
    expectStrictBody(body, 'Hél', 'failed')
    expect(body).not.toMatch(/ECONNREFUSED|10\.0\.0\.7/)
    expect(errors.map(String)).toEqual(['Error: connect ECONNREFUSED 10.0.0.7:11434'])
  })

  it('a reader that leaves cancels the upstream, even where it is silent', async () => {
    const seen = { cancelled: false }
    const reader = (await make({}, seen)(post('/open'))).body?.getReader()
    await reader?.read()
    await reader?.cancel()
    await until(() => seen.cancelled)
  })

  it('heartbeats leave while the upstream is silent, and idleTimeout ends it', async () => {
    const seen = { cancelled: false }
    const body = await (await make({ heartbeat: { interval: 20 }, idleTimeout: 120 }, seen)(post('/open'))).text()
    expect(body.match(/: keepalive\n\n/g)?.length).toBeGreaterThanOrEqual(2)
    expectStrictBody(body.replace(/: keepalive\n\n/g, ''), 'Hél', 'failed')
    expect(seen.cancelled).toBe(true)
  })

  it('limits.openMs ends it, and 0 is no limit', async () => {
    const body = await (await make({ limits: { openMs: 30 } })(post('/open'))).text()
    expectStrictBody(body, 'Hél', 'failed')
    expectStrictBody(await (await make({ limits: { openMs: 0 } })(post('/'))).text(), TEXT)
  })

  it('what was stopped says why, to the client and as a repair', async () => {
    const ends = [
      [{ idleTimeout: 30 }, 'limits/idle-timeout', 'nothing came from the model for too long'],
      [{ limits: { openMs: 30 } }, 'limits/open-ms', 'it went beyond a limit'],
    ] as const
    for (const [options, code, told] of ends) {
      const codes: string[] = []
      const onRepair = (repair: Repair): unknown => codes.push(repair.code)
      const body = await (await make({ ...options, onRepair })(post('/open'))).text()
      expect(body).toContain(`The response was stopped: ${told}.`)
      expect(codes).toContain(code)
    }
  })

  it('a client that was slow, or a process that stood still, does not make the upstream silent', async () => {
    const source = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          await wait(50)
          // What a socket brings is read after the timers.
          await new Promise(setImmediate)
          controller.enqueue(Buffer.from(parts.shift() ?? ''))
          if (parts.length === 0) controller.close()
        },
      },
      { highWaterMark: 0 },
    )
    const parts = [CREATED, FIRST, SECOND, COMPLETED]
    const headers = { 'content-type': 'text/event-stream' }
    const reader = normalizeResponse(new Response(source, { headers }), { idleTimeout: 300 }).body?.getReader()
    let body = ''
    for (;;) {
      const { value } = (await reader?.read()) ?? {}
      if (!value) break
      body += Buffer.from(value).toString()
      // In turn: nobody asks for more, and nobody could have heard an answer.
      if (parts.length % 2 === 1) await wait(500)
      else for (const end = performance.now() + 500; performance.now() < end; );
    }
    expectStrictBody(body, TEXT)
  })

  it.each([
    [{ idleTimeout: -1 }, 'idleTimeout is -1'],
    [{ heartbeat: { interval: Number.NaN } }, 'heartbeat.interval is NaN'],
  ])('%j is no time', (options, message) => {
    expect(() => normalizeResponse(upstream('/'), options)).toThrow(message)
  })

  it('a heartbeat interval of 0 is off, and one longer than a timer takes is not at once', async () => {
    for (const interval of [0, 2 ** 40]) {
      const options = { heartbeat: { interval }, idleTimeout: 60 }
      expect(await (await make(options)(post('/open'))).text(), `${interval}`).not.toContain(': keepalive')
    }
  })
})

describe('normalizeResponse in Hono on @hono/node-server', () => {
  it('streams over a socket, and a client that leaves cancels the upstream', async () => {
    // The package is a dependency of the example, not of the workspace.
    const resolve = createRequire(new URL('../../examples/hono/package.json', import.meta.url)).resolve
    const { serve } = await import(pathToFileURL(resolve('@hono/node-server')).href)
    const seen = { cancelled: false }
    const app = new Hono().post('*', (c) => normalizeResponse(upstream(c.req.path, seen)))
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
    try {
      await until(() => server.address() !== null)
      const { port } = server.address() as AddressInfo
      const reply = await fetch(`http://127.0.0.1:${port}/v1/responses`, { method: 'POST', body: '{}' })
      expectStrictBody(await reply.text(), TEXT)
      const client = openClient(port, { method: 'POST', path: '/open', body: '{}' })
      await until(() => client.received().includes('"delta":"H'))
      client.socket.destroy()
      await until(() => seen.cancelled)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })
})
