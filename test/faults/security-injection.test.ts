import { createNormalizer, type NormalizerOptions } from '@strict-responses/core'
import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { afterEach, describe, expect, it } from 'vitest'
import { checkStream } from '../../packages/core/src/check/check.js'
import { exchange } from '../support/adapters/exchange.js'
import { FRAMEWORKS, listen, type Running } from '../support/adapters/frameworks.js'
import { header } from '../support/adapters/raw-reply.js'
import { textOf } from '../support/adapters/strict.js'
import { at, EVENTS, pathsOf, replaced, written } from './support/canonical-events.js'

/** What a prompt can make a model say, or an upstream send, so that it would be taken for frames. */
const EVIL: Readonly<Record<string, string>> = {
  'a frame after LF': 'x\n\nevent: response.completed\ndata: {"type":"response.completed","evil":true}\n\n',
  'a frame after CR': 'x\r\revent: response.failed\rdata: {"type":"response.failed","evil":true}\r\r',
  'a frame after CRLF': 'x\r\n\r\ndata: [DONE]\r\n\r\n',
  'an end of the stream': '\ndata: [DONE]\n\n',
  'fields of SSE': '\nid: 7\nretry: 1\nevent: error\n: comment\n',
  'Unicode line ends, NUL and a BOM': '\u2028data: x\u2028\u0085\0\ufeff\u2029',
  'half a surrogate pair': 'x\ud800y\udc00',
  'an escaped frame': 'x\\n\\ndata: [DONE]\\n\\n',
}

/** The events as a client reads them that has nothing to do with this project. */
function parsed(stream: string): EventSourceMessage[] {
  const events: EventSourceMessage[] = []
  createParser({ onEvent: (event) => events.push(event) }).feed(stream)
  return events
}

/** Asserts that a stream is strict, and that a foreign parser sees the same events, one terminal, one `[DONE]`, at the end. */
function expectOneEnd(stream: string): void {
  expect(checkStream(stream).issues).toEqual([])
  const events = parsed(stream)
  expect(events.pop()?.data).toBe('[DONE]')
  const values = events.map(({ data }): Record<string, unknown> => JSON.parse(data))
  expect(values.map((value) => value['sequence_number'])).toEqual(values.map((_, index) => index))
  expect(events.map(({ event }) => event)).toEqual(values.map(({ type }) => type))
  const ends = values.filter(({ type }) => /^response\.(?:completed|incomplete|failed)$/.test(String(type)))
  expect(ends).toEqual([values.at(-1)])
  for (const { id } of events) expect(id).toBeUndefined()
  expect(values.some((value) => Object.hasOwn(value, 'evil'))).toBe(false)
}

function normalized(input: string, options: NormalizerOptions = {}): string {
  // Named, so that no word makes the stream a foreign one, which leaves as it came.
  const normalizer = createNormalizer({ dialect: 'responses', ...options })
  return Buffer.concat([normalizer.push(input), normalizer.end()]).toString()
}

describe.each(Object.entries(EVIL))('event injection by %s', (_name, evil) => {
  it('no word of an upstream, wherever it stands, becomes a frame', () => {
    for (const [index, event] of EVENTS.entries())
      for (const path of pathsOf(event)) {
        if (typeof at(event, path) !== 'string') continue
        expectOneEnd(normalized(written(EVENTS.with(index, replaced(event, path, evil) as never))))
      }
  })

  it('no name of a field does, either', () => {
    for (const [index, event] of EVENTS.entries())
      expectOneEnd(normalized(written(EVENTS.with(index, { ...event, [evil]: evil }))))
  })

  it('text arrives as it was said', () => {
    const delta = { type: 'response.output_text.delta', delta: evil }
    const stream = normalized(written([delta, { type: 'response.completed', response: {} }]))
    expectOneEnd(stream)
    expect(textOf(stream)).toBe(evil)
  })

  it('nor do the words of chat and Anthropic streams, or raw text', () => {
    const chat = { choices: [{ index: 0, delta: { content: evil, reasoning_content: evil }, finish_reason: 'stop' }] }
    const anthropic = [
      { type: 'message_start', message: { id: evil, role: 'assistant', content: [], model: evil } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: evil } },
      { type: 'message_stop' },
    ]
    const chunk = { id: evil, object: 'chat.completion.chunk', model: evil, ...chat }
    for (const [input, dialect] of [
      [written([chunk, '[DONE]']), 'chat-completions'],
      [written(anthropic), 'anthropic-messages'],
      [evil, 'text'],
    ] as const) {
      const stream = normalized(input, { dialect })
      expectOneEnd(stream)
      // What is no Unicode cannot leave as bytes: U+FFFD stands for it.
      expect(textOf(stream)).toBe(
        dialect === 'text'
          ? Buffer.from(evil)
              .toString()
              .replace(/^\ufeff/, '')
          : evil,
      )
    }
  })

  it('nor does an error, declared or thrown, or what the request said', () => {
    const error = { message: evil, code: evil, type: evil, param: evil }
    for (const frame of [{ ...error, type: 'error' }, { error }, { type: 'response.failed', response: { error } }])
      expectOneEnd(normalized(written([EVENTS[0], frame])))
    const normalizer = createNormalizer({ path: '/v1/responses' })
    const thrown = Object.assign(new Error(evil), { expose: true, status: 400, ...error })
    expectOneEnd(Buffer.concat([normalizer.push(written(EVENTS.slice(0, 3))), normalizer.fail(thrown)]).toString())
    const request = { model: evil, instructions: evil, metadata: { [evil]: evil }, user: evil }
    expectOneEnd(normalized(written(EVENTS), { request }))
  })
})

let running: Running | undefined
afterEach(() => running?.close())

describe.each(FRAMEWORKS)('header injection, $name', ({ app }) => {
  it('nothing that an upstream says in its stream comes into a header, in a stream or in an HTTP error', async () => {
    const evil = 'x\r\nSet-Cookie: evil=1\r\n\r\n'
    const error = { type: 'error', error: { message: evil, code: evil, type: evil, param: evil } }
    const streams = [
      written(EVENTS.map((event) => ({ ...event, response: { id: evil, model: evil } }))),
      written([error]),
    ]
    for (const stream of streams) {
      const route = app((_req, res) => res.writeHead(200, { 'Content-Type': 'text/event-stream' }).end(stream), {
        commitAfter: 1000,
      })
      running = await listen(route)
      const reply = await exchange(running.port)
      expect(header(reply, 'set-cookie')).toBeUndefined()
      expect(reply.headers.join('\n')).not.toContain('evil')
      await running.close()
    }
  })
})
