import { describe, expect, it } from 'vitest'
import { checkStream } from '../../packages/core/src/check/check.js'
import { eventsOf, textOf } from '../support/adapters/strict.js'
import { call, done, finish, reasoning, refusal, role, saying, text, usage } from './support/chat-frames.js'
import { frame, frames, type Play } from './support/fake-backend.js'
import { ASK, running } from './support/running.js'

type Json = Record<string, unknown>

/** Nothing of this may reach a client. */
const SECRET = { key: 'sk-live-0123456789abcdef0123456789', path: '/srv/models/llama.gguf', host: '10.1.2.3:9000' }
const LEAK = `boom at ${SECRET.path} on ${SECRET.host} with ${SECRET.key}`

/** Sends frames, then does something other than ending. */
const then =
  (list: readonly unknown[], last: Play): Play =>
  async (res, seen) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const one of list) res.write(frame(one))
    await new Promise((resolve) => setTimeout(resolve, 20))
    await last(res, seen)
  }

const weather = { type: 'function', name: 'get_weather', parameters: { type: 'object', properties: {} } }
const patch = { type: 'custom', name: 'apply_patch' }

interface Case {
  readonly name: string
  readonly play: Play
  readonly ask?: Json
  readonly outcome: 'completed' | 'incomplete' | 'failed'
  /** Types of the output items. */
  readonly items: readonly string[]
  readonly text?: string
  /** HTTP status of the same reply without a stream. */
  readonly status?: number
  readonly also?: (response: Json) => void
}

const first = (response: Json, at = 0): Json => (response['output'] as Json[])[at] as Json

const CASES: readonly Case[] = [
  { name: 'text', play: frames(...saying('Hel', 'lo')), outcome: 'completed', items: ['message'], text: 'Hello' },
  {
    name: 'a tool call',
    play: frames(
      role,
      call(0, '{"ci', { id: 'call_1', name: 'get_weather' }),
      call(0, 'ty":"Rome"}'),
      finish('tool_calls'),
      usage,
      done,
    ),
    ask: { tools: [weather] },
    outcome: 'completed',
    items: ['function_call'],
    also: (response) =>
      expect(first(response)).toMatchObject({ call_id: 'call_1', name: 'get_weather', arguments: '{"city":"Rome"}' }),
  },
  {
    name: 'parallel tool calls, interleaved',
    play: frames(
      role,
      call(0, '{"a":', { id: 'call_a', name: 'get_weather' }),
      call(1, '{"b":', { id: 'call_b', name: 'get_weather' }),
      call(0, '1}'),
      call(1, '2}'),
      finish('tool_calls'),
      usage,
      done,
    ),
    ask: { tools: [weather] },
    outcome: 'completed',
    items: ['function_call', 'function_call'],
    also: (response) =>
      expect((response['output'] as Json[]).map((item) => item['arguments'])).toEqual(['{"a":1}', '{"b":2}']),
  },
  {
    name: 'a custom tool, called as a function',
    play: frames(
      role,
      call(0, '{"input":"*** Begin', { id: 'call_1', name: 'apply_patch' }),
      call(0, ' Patch"}'),
      finish('tool_calls'),
      usage,
      done,
    ),
    ask: { tools: [patch] },
    outcome: 'completed',
    items: ['custom_tool_call'],
    also: (response) => expect(first(response)).toMatchObject({ name: 'apply_patch', input: '*** Begin Patch' }),
  },
  {
    name: 'reasoning before text',
    play: frames(role, reasoning('Hm'), reasoning('m.'), text('Yes'), finish('stop'), usage, done),
    outcome: 'completed',
    items: ['reasoning', 'message'],
    text: 'Yes',
    also: (response) => expect(first(response)['summary']).toEqual([{ type: 'summary_text', text: 'Hmm.' }]),
  },
  {
    name: 'a refusal',
    play: frames(role, refusal('I will not'), finish('stop'), usage, done),
    outcome: 'completed',
    items: ['message'],
    also: (response) => expect(first(response)['content']).toEqual([{ type: 'refusal', refusal: 'I will not' }]),
  },
  {
    name: 'the length limit',
    play: frames(role, text('Once'), finish('length'), usage, done),
    outcome: 'incomplete',
    items: ['message'],
    text: 'Once',
    also: (response) => expect(response['incomplete_details']).toEqual({ reason: 'max_output_tokens' }),
  },
  {
    name: 'a content filter',
    play: frames(role, text('On'), finish('content_filter'), usage, done),
    outcome: 'incomplete',
    items: ['message'],
    text: 'On',
    also: (response) => expect(response['incomplete_details']).toEqual({ reason: 'content_filter' }),
  },
  {
    name: 'an error in the middle',
    play: frames(role, text('Half'), { error: { message: LEAK, type: 'server_error', code: 'engine_dead' } }),
    outcome: 'failed',
    items: ['message'],
    text: 'Half',
    status: 502,
  },
  {
    name: 'a rate limit in the middle',
    play: frames(role, text('Half'), { error: { message: 'slow down', code: 'rate_limit_exceeded' } }),
    outcome: 'failed',
    items: ['message'],
    text: 'Half',
    status: 429,
    also: (response) => expect(response['error']).toEqual({ code: 'rate_limit_exceeded', message: 'slow down' }),
  },
  {
    name: 'a cut connection',
    play: then([role, text('Half')], (res) => void res.destroy()),
    outcome: 'failed',
    items: ['message'],
    text: 'Half',
    status: 502,
  },
  {
    name: 'an end without a finish',
    play: frames(role, text('Half')),
    outcome: 'failed',
    items: ['message'],
    text: 'Half',
    status: 502,
  },
  {
    name: 'a stall',
    play: then([role, text('Half')], () => {}),
    outcome: 'failed',
    items: ['message'],
    text: 'Half',
    status: 504,
  },
  {
    name: 'a whole reply as JSON, although a stream was asked for',
    play: (res) => {
      const message = { role: 'assistant', content: 'Whole' }
      const body = { object: 'chat.completion', choices: [{ index: 0, message, finish_reason: 'stop' }] }
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body, null, 2))
    },
    outcome: 'completed',
    items: ['message'],
    text: 'Whole',
  },
]

describe.each(CASES)('$name', ({ play, ask, outcome, items, text: said, status, also }) => {
  it(`streams as ${outcome}`, async () => {
    const { post } = await running(play, { idleTimeout: 300 })
    const reply = await post({ ...ASK, ...ask })
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    const body = await reply.text()
    expect(checkStream(body).issues).toEqual([])
    for (const secret of Object.values(SECRET)) expect(body).not.toContain(secret)
    const last = eventsOf(body).at(-1)
    expect(last?.['type']).toBe(`response.${outcome}`)
    const response = last?.['response'] as Json
    expect((response['output'] as Json[]).map((item) => item['type'])).toEqual(items)
    if (said !== undefined) expect(textOf(body)).toBe(said)
    also?.(response)
  })

  it('is strict in the profile of Open Responses', async () => {
    const { post } = await running(play, { idleTimeout: 300, profile: 'open-responses' })
    const body = await (await post({ ...ASK, ...ask })).text()
    expect(checkStream(body, { profile: 'open-responses' }).issues).toEqual([])
  })

  it('is one object, or one error, without a stream', async () => {
    const { post, backend } = await running(play, { idleTimeout: 300 })
    const reply = await post({ ...ASK, ...ask, stream: false })
    const text = await reply.text()
    for (const secret of Object.values(SECRET)) expect(text).not.toContain(secret)
    const body = JSON.parse(text)
    expect(backend.seen[0]?.body['stream']).toBe(true)
    expect(reply.headers.get('content-type')).toBe('application/json')
    if (status !== undefined) {
      expect(reply.status).toBe(status)
      expect(Object.keys(body)).toEqual(['error'])
      expect(Object.keys(body.error)).toEqual(['message', 'type', 'param', 'code'])
      return
    }
    expect(reply.status).toBe(200)
    expect(body).toMatchObject({ object: 'response', status: outcome })
    expect(body.output.map((item: Json) => item['type'])).toEqual(items)
    also?.(body)
  })
})
