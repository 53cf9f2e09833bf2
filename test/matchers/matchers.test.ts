import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { checkStream } from '@strict-responses/core'
import { strictResponses } from '@strict-responses/express'
import { streamMatchers } from '@strict-responses/vitest'
import express from 'express'
import fastify from 'fastify'
import request from 'supertest'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { FAULTY, FAULTY_FRAMES, STRICT } from '../cli/streams.js'
import { canonical } from '../conformance/fixtures/canonical.js'
import { listen } from '../support/adapters/frameworks.js'

const PARIS = 'The capital of France is Paris.'
const HEADERS = { 'content-type': 'text/event-stream; charset=utf-8' }
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
async function* pieces<Piece>(...list: readonly Piece[]): AsyncGenerator<Piece> {
  yield* list
}

const call = (name: string, input: string): string =>
  canonical([{ type: 'function_call', name, callId: 'call_1', deltas: [input] }])

/** What a matcher says when it fails. */
async function failure(matching: Promise<void>): Promise<string> {
  return matching.then(
    () => expect.unreachable('the matcher passed'),
    (error: Error) => error.message,
  )
}

const SUBJECTS: readonly (readonly [name: string, make: (stream: string) => unknown])[] = [
  ['text', (stream) => stream],
  ['bytes', bytes],
  ['a fetch Response', (stream) => new Response(stream, { headers: HEADERS })],
  ['an async iterable of text', (stream) => pieces(...stream)],
  ['an async iterable of bytes', (stream) => pieces(bytes(stream))],
  ['a web stream', (stream) => new Blob([stream]).stream()],
  ['a Node stream', (stream) => Readable.from([Buffer.from(stream)])],
  ['a reply of supertest', (text) => ({ status: 200, headers: HEADERS, text })],
  ['a reply of inject', (payload) => ({ statusCode: 200, headers: HEADERS, payload })],
]

describe.each(SUBJECTS)('%s', (_, make) => {
  it('is a strict stream, or not', async () => {
    await expect(make(STRICT)).toBeStrictStream()
    await expect(make(FAULTY)).not.toBeStrictStream()
    expect(await failure(expect(make(FAULTY)).toBeStrictStream())).toContain('lifecycle/missing-output-text-done')
    expect(await failure(expect(make(STRICT)).not.toBeStrictStream())).toBe(
      'expected a stream that is not strict, found a strict one of 14 events',
    )
  })

  it('has an output text, strict or not', async () => {
    for (const stream of [STRICT, FAULTY]) {
      await expect(make(stream)).toHaveOutputText(PARIS)
      await expect(make(stream)).toHaveOutputText(/capital of \w+ is/)
      await expect(make(stream)).not.toHaveOutputText('Paris')
    }
  })

  it('may be looked at more than once', async () => {
    const subject = make(STRICT)
    await expect(subject).toBeStrictStream()
    await expect(subject).toHaveOutputText(PARIS)
    await expect(subject).toBeStrictStream()
  })
})

describe('toBeStrictStream', () => {
  it('lists issues as a linter does: line, code, message, place', async () => {
    const said = await failure(expect(FAULTY).toBeStrictStream())
    const [head, empty, ...lines] = said.split('\n')
    expect(head).toMatch(/^expected a strict Responses stream, found \d+ issues in 13 events$/)
    expect(empty).toBe('')
    expect(lines[0]).toMatch(
      /^ {2}line 1 {3}framing\/missing-event {2,}expected `event: response.created`, found no such line {2}\(response.created\) {2}and 12 more$/,
    )
    const codes = lines.map((line) => /^ {2}line \d+ +([a-z-]+\/[a-z-]+) {2}/.exec(line)?.[1])
    expect(codes).toEqual([...new Set(checkStream(FAULTY).issues.map(({ code }) => code))])
  })

  it('fails as its README says', async () => {
    const readme = readFileSync(new URL('../../packages/vitest/README.md', import.meta.url), 'utf8')
    const forgetful = STRICT.replace(/event: response.output_text.done\n.+\n\n/, '').replace('data: [DONE]\n\n', '')
    expect(readme).toContain(`\n${await failure(expect(forgetful).toBeStrictStream())}\n`)
  })

  it('takes the options of the checker', async () => {
    const bare = STRICT.replace('data: [DONE]\n\n', '')
    await expect(bare).toBeStrictStream({ done: false })
    expect(await failure(expect(bare).toBeStrictStream())).toContain('done/missing')
    expect(await failure(expect(STRICT).toBeStrictStream({ done: false }))).toContain('done/unexpected')
  })

  it.each([
    [
      new Response('{"error":{}}', { status: 502, headers: { 'content-type': 'application/json' } }),
      '  the status is 502',
    ],
    [new Response(STRICT, { status: 500, headers: HEADERS }), '  the status is 500'],
    [new Response(new Blob([STRICT])), '  the content type is missing, not text/event-stream'],
    [{ status: 200, headers: {}, text: STRICT }, '  the content type is missing'],
    [{ statusCode: 404, headers: HEADERS, payload: '' }, '  the status is 404'],
  ])('looks at the head of a reply %#', async (reply, fault) => {
    expect(await failure(expect(reply).toBeStrictStream())).toContain(fault)
  })

  it('says that a body broke off, even where the events were whole', async () => {
    const broken = async function* (): AsyncGenerator<string> {
      yield STRICT
      throw new Error('other side closed')
    }
    expect(await failure(expect(broken()).toBeStrictStream())).toBe(
      'expected a strict Responses stream, found 1 issue in 14 events\n\n  it broke off: other side closed',
    )
  })

  it.each([[undefined], [null], [42], [{}], [[STRICT]]])('throws for %j, with .not too', async (junk) => {
    expect(await failure(expect(junk).toBeStrictStream())).toContain('expected a Response, a read reply, text, bytes')
    expect(await failure(expect(junk).not.toBeStrictStream())).toContain('expected a Response, a read reply')
  })

  it('throws for an iterable of events', async () => {
    expect(await failure(expect(pieces({ type: 'x' })).not.toBeStrictStream())).toContain('found one of Object')
  })

  it('says that a body was read before', async () => {
    const response = new Response(STRICT, { headers: HEADERS })
    await response.text()
    expect(await failure(expect(response).toBeStrictStream())).toContain('was read before')
  })

  it('leaves the body of a Response to the test', async () => {
    const response = new Response(STRICT, { headers: HEADERS })
    await expect(response).toBeStrictStream()
    expect(await response.text()).toBe(STRICT)
  })
})

describe('toHaveOutputText', () => {
  it('says which text there is', async () => {
    expect(await failure(expect(STRICT).toHaveOutputText('Rome'))).toBe(
      `expected output text to be "Rome", found "${PARIS}"`,
    )
    expect(await failure(expect(STRICT).not.toHaveOutputText(PARIS))).toContain('other than')
    expect(await failure(expect(STRICT).toHaveOutputText(/Rome/))).toContain('text like /Rome/')
  })

  it('reads what came before a cut', async () => {
    await expect(FAULTY_FRAMES.slice(0, 7).join('')).toHaveOutputText('The capital of')
  })

  it('is empty where there is no text', async () => {
    await expect('').toHaveOutputText('')
    expect(await failure(expect('').toHaveOutputText('Paris'))).toContain('found ""')
  })
})

describe('toHaveToolCall', () => {
  it('finds a call by its name and its arguments', async () => {
    const stream = call('get_weather', '{"city":"Paris","days":3}')
    await expect(stream).toHaveToolCall('get_weather')
    await expect(stream).toHaveToolCall('get_weather', { days: 3, city: expect.any(String) })
    await expect(stream).not.toHaveToolCall('get_weather', { city: 'Paris' })
    await expect(stream).not.toHaveToolCall('get_wind')
    await expect(STRICT).not.toHaveToolCall('get_weather')
  })

  it('says which calls there are', async () => {
    const stream = call('get_weather', '{"city":"Pa')
    expect(await failure(expect(stream).toHaveToolCall('get_weather', { city: 'Paris' }))).toBe(
      'expected a call of get_weather({"city":"Paris"}), found get_weather("{\\"city\\":\\"Pa")',
    )
    expect(await failure(expect(stream).not.toHaveToolCall('get_weather'))).toContain('expected no call of get_weather')
    expect(await failure(expect(STRICT).toHaveToolCall('get_weather'))).toContain('found no call')
  })
})

describe('on real servers', () => {
  const write = (res: { write(text: string): unknown; end(): unknown }): void => {
    for (const frame of FAULTY_FRAMES) res.write(frame)
    res.end()
  }
  const app = express()
  app.post('/raw', (_req, res) => write(res.type('text/event-stream')))
  app.post('/strict', strictResponses(), (_req, res) => write(res.type('text/event-stream')))

  it('tells a raw route from one behind the middleware, with supertest', async () => {
    const [raw, strict] = await Promise.all([request(app).post('/raw'), request(app).post('/strict')])
    await expect(raw).not.toBeStrictStream()
    await expect(strict).toBeStrictStream()
    await expect(strict).toHaveOutputText(PARIS)
  })

  it('the same with fetch, and a connection that breaks', async () => {
    const server = createServer((req, res) => {
      res.writeHead(200, HEADERS).write(STRICT)
      if (req.url === '/breaks') res.socket?.destroySoon()
      else res.end()
    })
    const running = await listen((req, res) => server.emit('request', req, res))
    const origin = `http://127.0.0.1:${running.port}`
    await expect(await fetch(origin)).toBeStrictStream()
    expect(await failure(expect(await fetch(`${origin}/breaks`)).toBeStrictStream())).toContain('it broke off')
    await running.close()
  })

  it('the same with inject of fastify', async () => {
    const server = fastify()
    server.get('/', (_req, reply) => reply.type('text/event-stream').send(STRICT))
    await expect(await server.inject('/')).toBeStrictStream()
    await expect(await server.inject('/none')).not.toBeStrictStream()
  })

  it('reads an IncomingMessage as it comes', async () => {
    expect(await text(Readable.from([STRICT]))).toBe(STRICT)
    await expect(Readable.from([STRICT])).toBeStrictStream()
  })
})

describe('types', () => {
  it('knows the arguments, and that each matcher is to be awaited', () => {
    expectTypeOf(expect(STRICT).toBeStrictStream).returns.toEqualTypeOf<Promise<void>>()
    expectTypeOf(expect(STRICT).toHaveOutputText).parameters.toEqualTypeOf<[expected: string | RegExp]>()
    expectTypeOf(expect(STRICT).not.toHaveToolCall).parameters.toEqualTypeOf<[name: string, input?: unknown]>()
    expectTypeOf(expect(STRICT).toBeStrictStream).toBeCallableWith({ done: false, profile: 'open-responses' })
    // @ts-expect-error there is no such option
    expectTypeOf(expect(STRICT).toBeStrictStream).toBeCallableWith({ dun: false })
    // @ts-expect-error a number is no text
    expectTypeOf(expect(STRICT).toHaveOutputText).toBeCallableWith(42)
  })

  it('extends another expect, too', () => {
    expect(Object.keys(streamMatchers)).toEqual(['toBeStrictStream', 'toHaveOutputText', 'toHaveToolCall'])
    expect(() => expect.extend(streamMatchers)).not.toThrow()
  })
})
