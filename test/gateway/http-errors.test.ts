import { describe, expect, it } from 'vitest'
import { checkStream } from '../../packages/core/src/check/check.js'
import { eventsOf, expectStrictBody } from '../support/adapters/strict.js'
import { loopTime } from '../support/loop-time.js'
import { saying } from './support/chat-frames.js'
import { frame, frames, json, type Play } from './support/fake-backend.js'
import { ASK, running } from './support/running.js'

const KEY = 'sk-live-0123456789abcdef0123456789'
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

interface Case {
  readonly name: string
  readonly play: Play
  readonly status: number
  readonly error: Record<string, unknown>
  readonly headers?: Readonly<Record<string, string>>
}

const CASES: readonly Case[] = [
  {
    name: '400',
    play: json(400, {
      error: {
        message: "'temperature' is too high",
        type: 'invalid_request_error',
        param: 'temperature',
        code: 'invalid_value',
      },
    }),
    status: 400,
    error: {
      message: "'temperature' is too high",
      type: 'invalid_request_error',
      param: 'temperature',
      code: 'invalid_value',
    },
  },
  {
    name: '401 that repeats the key',
    play: json(401, {
      error: { message: `Incorrect API key provided: ${KEY}.`, type: 'invalid_request_error', code: 'invalid_api_key' },
    }),
    status: 401,
    error: { code: 'invalid_api_key' },
  },
  {
    name: '404 of a model',
    play: json(404, {
      error: { message: "The model 'x' does not exist.", type: 'NotFoundError', param: null, code: 404 },
    }),
    status: 404,
    error: { message: "The model 'x' does not exist.", code: null },
  },
  {
    name: '429 with Retry-After',
    play: json(
      429,
      { error: { message: 'slow down', type: 'tokens', code: 'rate_limit_exceeded' } },
      { 'retry-after': '7', 'x-ratelimit-remaining-requests': '0', 'set-cookie': 'a=b', server: 'secret/1' },
    ),
    status: 429,
    error: { code: 'rate_limit_exceeded', message: 'slow down' },
    headers: { 'retry-after': '7', 'x-ratelimit-remaining-requests': '0' },
  },
  {
    name: '500 with a stack trace',
    play: json(500, {
      detail: `Traceback (most recent call last):\n  File "/srv/app/main.py", line 3, in f\nKeyError: '${KEY}'`,
    }),
    status: 500,
    error: { message: 'The server had an error while processing the request.' },
  },
  {
    name: '503 with a page',
    play: (res) =>
      void res.writeHead(503, { 'content-type': 'text/html' }).end('<html><body>nginx at 10.0.0.1</body></html>'),
    status: 503,
    error: {},
  },
  {
    name: 'a redirect, which is not followed',
    play: (res) => void res.writeHead(302, { location: 'http://10.0.0.1/secret' }).end(),
    status: 502,
    error: {},
  },
  {
    name: 'an error as the first frame of a 200',
    play: frames({ error: { message: 'quota exceeded', code: 429 } }),
    status: 429,
    error: { message: 'quota exceeded' },
  },
  { name: 'an empty stream', play: frames(), status: 502, error: {} },
  {
    name: 'a page as a 200',
    play: (res) => void res.writeHead(200, { 'content-type': 'text/html' }).end('<html>login at /srv/x</html>'),
    status: 502,
    error: {},
  },
  {
    name: 'a connection that closes without a reply',
    play: (res) => void res.destroy(),
    status: 502,
    error: { code: 'upstream_error' },
  },
]

describe.each(CASES)('before the first event, $name', ({ play, status, error, headers }) => {
  it.each([true, false])('is a real HTTP error, stream: %s', async (stream) => {
    const { post } = await running(play)
    const reply = await post({ ...ASK, stream })
    expect(reply.status).toBe(status)
    const text = await reply.text()
    const body = JSON.parse(text)
    expect(Object.keys(body)).toEqual(['error'])
    expect(Object.keys(body.error)).toEqual(['message', 'type', 'param', 'code'])
    expect(body.error).toMatchObject(error)
    for (const [name, value] of Object.entries(headers ?? {})) expect(reply.headers.get(name)).toBe(value)
    for (const name of ['set-cookie', 'server', 'location']) expect(reply.headers.get(name)).toBe(null)
    for (const leak of [KEY, '/srv/', '10.0.0.1', 'Traceback', '<html']) expect(text).not.toContain(leak)
  })
})

describe('after the deadline', () => {
  it('the status is sent, and a slow first event still comes', async () => {
    const play: Play = async (res) => {
      await wait(1000)
      frames(...saying('Hello'))(res, undefined as never)
    }
    const { post } = await running(play, { commitAfter: 50, heartbeat: { interval: 40 } })
    const start = loopTime()
    const reply = await post(ASK)
    expect(loopTime() - start).toBeLessThan(900)
    const body = await reply.text()
    expect(body.startsWith(': keepalive\n\n')).toBe(true)
    expectStrictBody(body, 'Hello')
  })

  it.each([
    ['an error status', json(429, { error: { message: 'slow down', code: 'rate_limit_exceeded' } })],
    ['an error as the first frame', frames({ error: { message: 'slow down', code: 'rate_limit_exceeded' } })],
  ])('%s is an error in the stream', async (_name, last) => {
    const { post } = await running(
      async (res, seen) => {
        await wait(150)
        await last(res, seen)
      },
      { commitAfter: 20 },
    )
    const reply = await post(ASK)
    expect(reply.status).toBe(200)
    const body = await reply.text()
    expect(checkStream(body).issues).toEqual([])
    const events = eventsOf(body)
    expect(events.at(-1)).toMatchObject({
      type: 'response.failed',
      response: { error: { code: 'rate_limit_exceeded', message: 'slow down' } },
    })
    expect(events.at(-2)).toMatchObject({ type: 'error', code: 'rate_limit_exceeded' })
  })

  it('comments that a backend sends while it waits commit nothing', async () => {
    const { post } = await running(async (res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' })
      res.write(': OPENROUTER PROCESSING\n\n')
      await wait(60)
      res.end(frame({ error: { message: 'no', code: 'insufficient_quota' } }))
    })
    expect((await post(ASK)).status).toBe(429)
  })

  it('comments before the first event leave with it', async () => {
    const { post } = await running(frames(': OPENROUTER PROCESSING\n\n', ...saying('Hello')))
    const body = await (await post(ASK)).text()
    expect(body.startsWith(': OPENROUTER PROCESSING\n\n')).toBe(true)
    expectStrictBody(body, 'Hello')
  })
})

describe('a backend that is not there', () => {
  it('is a 502 that names no address', async () => {
    const { post, backend } = await running(frames())
    await backend.close()
    const reply = await post(ASK)
    expect(reply.status).toBe(502)
    const text = await reply.text()
    expect(JSON.parse(text).error).toMatchObject({ code: 'upstream_error', type: 'server_error' })
    expect(text).not.toMatch(/127\.0\.0\.1|ECONN/)
  })

  it('is asked again before the first byte of a reply, and not after it', async () => {
    let turn = 0
    const { post, backend } = await running((res, seen) => {
      if (turn++ === 0) return void res.destroy()
      return frames(...saying('Hello'))(res, seen)
    })
    expectStrictBody(await (await post(ASK)).text(), 'Hello')
    expect(backend.seen.length).toBe(2)
    const cut = await running((res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' })
      res.flushHeaders()
      setTimeout(() => res.destroy(), 20)
    })
    expect((await cut.post(ASK)).status).toBe(502)
    expect(cut.backend.seen.length).toBe(1)
  })

  it('that is silent is a 504 after the idle timeout', async () => {
    const { post } = await running(() => {}, { idleTimeout: 80, commitAfter: 1000 })
    const reply = await post(ASK)
    expect(reply.status).toBe(504)
    expect(await reply.json()).toMatchObject({ error: { code: 'idle_timeout' } })
  })
})
