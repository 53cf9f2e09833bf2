import type { BackendDialect } from '@strict-responses/gateway'
import OpenAI from 'openai'
import type { ResponseInput, Tool } from 'openai/resources/responses/responses'
import { describe, expect, it } from 'vitest'
import { call, done, finish, reasoning, role, saying, usage } from './support/chat-frames.js'
import { frames, json, type Play } from './support/fake-backend.js'
import { running } from './support/running.js'

type Json = Record<string, unknown>

const tools: Tool[] = [
  {
    type: 'function',
    name: 'get_weather',
    parameters: { type: 'object', properties: { city: { type: 'string' } } },
    strict: false,
  },
]

const event = (value: Json): string => `event: ${value['type']}\ndata: ${JSON.stringify(value)}\n\n`

/** Each backend thinks, calls the tool, and says what it found. */
const TURNS: Readonly<Record<Exclude<BackendDialect, 'responses'>, readonly [Play, Play]>> = {
  'chat-completions': [
    frames(
      role,
      reasoning('Look it up.'),
      call(0, '{"city":', { id: 'call_1', name: 'get_weather' }),
      call(0, '"Rome"}'),
      finish('tool_calls'),
      usage,
      done,
    ),
    frames(...saying('It is ', 'sunny.')),
  ],
  'anthropic-messages': [
    frames(
      event({
        type: 'message_start',
        message: {
          id: 'msg_1',
          type: 'message',
          role: 'assistant',
          model: 'c',
          content: [],
          usage: { input_tokens: 3, output_tokens: 1 },
        },
      }),
      event({
        type: 'content_block_start',
        index: 0,
        content_block: { type: 'thinking', thinking: '', signature: '' },
      }),
      event({ type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'Look it up.' } }),
      event({ type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'sig' } }),
      event({ type: 'content_block_stop', index: 0 }),
      event({
        type: 'content_block_start',
        index: 1,
        content_block: { type: 'tool_use', id: 'call_1', name: 'get_weather', input: {} },
      }),
      event({
        type: 'content_block_delta',
        index: 1,
        delta: { type: 'input_json_delta', partial_json: '{"city":"Rome"}' },
      }),
      event({ type: 'content_block_stop', index: 1 }),
      event({ type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 9 } }),
      event({ type: 'message_stop' }),
    ),
    frames(
      event({
        type: 'message_start',
        message: {
          id: 'msg_2',
          type: 'message',
          role: 'assistant',
          model: 'c',
          content: [],
          usage: { input_tokens: 3, output_tokens: 1 },
        },
      }),
      event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
      event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'It is sunny.' } }),
      event({ type: 'content_block_stop', index: 0 }),
      event({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 9 } }),
      event({ type: 'message_stop' }),
    ),
  ],
}

const second: Readonly<Record<keyof typeof TURNS, unknown>> = {
  'chat-completions': [
    { role: 'user', content: 'Weather in Rome?' },
    {
      role: 'assistant',
      content: null,
      reasoning_content: 'Look it up.',
      tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Rome"}' } }],
    },
    { role: 'tool', tool_call_id: 'call_1', content: 'sunny' },
  ],
  'anthropic-messages': [
    { role: 'user', content: [{ type: 'text', text: 'Weather in Rome?' }] },
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'Look it up.', signature: 'sig' },
        { type: 'tool_use', id: 'call_1', name: 'get_weather', input: { city: 'Rome' } },
      ],
    },
    {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: 'call_1', content: [{ type: 'text', text: 'sunny' }] }],
    },
  ],
}

describe.each(Object.keys(TURNS) as (keyof typeof TURNS)[])('the official client, in front of %s', (dialect) => {
  it.each([true, false])('runs a tool loop of two turns, stream: %s', async (stream) => {
    let turn = 0
    const { url, backend } = await running((res, seen) => TURNS[dialect][turn++ % 2 === 0 ? 0 : 1](res, seen), {
      dialect,
    })
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'sk-client', maxRetries: 0 })
    const input: ResponseInput = [{ role: 'user', content: 'Weather in Rome?' }]
    const ask = async (): Promise<OpenAI.Responses.Response> => {
      const request = { model: 'm', input, tools, reasoning: { effort: 'low' } } as const
      return stream ? client.responses.stream(request).finalResponse() : client.responses.create(request)
    }
    const first = await ask()
    const made = first.output.find((item) => item.type === 'function_call')
    expect(made).toMatchObject({ name: 'get_weather', arguments: '{"city":"Rome"}', call_id: 'call_1' })
    input.push(...(first.output as ResponseInput))
    input.push({ type: 'function_call_output', call_id: made?.call_id ?? '', output: 'sunny' })
    const last = await ask()
    expect(last.output_text).toBe('It is sunny.')
    expect(last.usage?.total_tokens).toBeGreaterThan(0)
    expect(backend.seen[1]?.body['messages']).toEqual(second[dialect])
    const key = dialect === 'anthropic-messages' ? { 'x-api-key': 'sk-client' } : { authorization: 'Bearer sk-client' }
    expect(backend.seen[0]?.headers).toMatchObject(key)
  })
})

describe('the official client', () => {
  it('gets its own error classes', async () => {
    const { url } = await running(
      json(429, { error: { message: 'slow', code: 'rate_limit_exceeded' } }, { 'retry-after': '1' }),
    )
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'k', maxRetries: 0 })
    const failed = client.responses.create({ model: 'm', input: 'x', stream: true })
    await expect(failed).rejects.toBeInstanceOf(OpenAI.RateLimitError)
  })

  it('lists models', async () => {
    const { url } = await running({ '/models': json(200, { object: 'list', data: [{ id: 'm', object: 'model' }] }) })
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'k' })
    expect((await client.models.list()).data.map(({ id }) => id)).toEqual(['m'])
  })
})
