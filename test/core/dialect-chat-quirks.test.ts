import { describe, expect, it } from 'vitest'
import {
  createChatCompletions,
  isChatChunk,
} from '../../packages/core/src/dialects/chat-completions/chat-completions.js'
import type { JsonObject } from '../../packages/core/src/json.js'
import { chunk, draft, finish, type Input, type Said, usage } from './dialect-drafts.js'

const chat = (frames: readonly Input[]): Said => draft(createChatCompletions, frames)

const hello = chunk({ content: 'hello' })
const stop = finish('stop')
const counted = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }

/** The reply is `hello`, whole, and nothing was wrong that a user should hear of. */
function expectHello(said: Said): void {
  expect([said.text, said.terminal?.type, said.errors, said.reports]).toEqual(['hello', 'response.completed', [], []])
}

/** A chunk without its `delta`, or with other fields left out or changed. */
const bare = (choice: JsonObject, more: JsonObject = {}): JsonObject => ({
  choices: [{ index: 0, ...choice }],
  ...more,
})

describe('chunks', () => {
  it('Q-CC-01 usage {} is none', () => {
    const said = chat([chunk({ content: 'hello' }, { usage: {} }), stop, usage(counted)])
    expectHello(said)
    expect(said.response['usage']).toEqual(counted)
    expect(chat([hello, finish('stop'), usage({}), '[DONE]']).response).not.toHaveProperty('usage')
  })

  it('Q-CC-02 finish_reason "" in every chunk is none', () => {
    const empty = chunk({ content: 'hello' }, {}, { finish_reason: '' })
    expectHello(chat([empty, stop]))
    expect(chat([empty, empty]).terminal).toBeUndefined()
  })

  it('Q-CC-03 Q-CC-04 eos_token and eos are stop', () => {
    for (const reason of ['eos_token', 'eos']) expectHello(chat([hello, finish(reason)]))
  })

  it('Q-CC-05 an unknown service_tier is dropped', () => {
    const said = chat([chunk({ content: 'hello' }, { service_tier: 'on_demand' }), stop])
    expect(said.of('response.created')[0]?.['response']).not.toHaveProperty('service_tier')
    expect(said.reports).toEqual(['dialect/service-tier'])
  })

  it('Q-CC-06 Q-CC-20 Q-CC-36 chunks without object, id or created', () => {
    const frames = [bare({ delta: { content: 'hello' } }), bare({ delta: {}, finish_reason: 'stop' })]
    expectHello(chat(frames))
    expect(isChatChunk(frames[0])).toBe(true)
    expect(chat(frames).drafts[0]).not.toHaveProperty('response')
  })

  it('Q-CC-07 Q-CC-14 Q-CC-22 role "", in every delta, or nowhere', () => {
    for (const role of ['', 'assistant', null, undefined])
      expectHello(chat([chunk({ role, content: 'hello' }), chunk({ role, content: '' }), stop]))
  })

  it('Q-CC-08 the usage chunk has no choices', () => {
    const said = chat([hello, stop, { id: 'chatcmpl-1', usage: counted }])
    expectHello(said)
    expect(said.response['usage']).toEqual(counted)
  })

  it('Q-CC-09 no usage at all', () => expect(chat([hello, stop, '[DONE]']).response).not.toHaveProperty('usage'))

  it('Q-CC-10 all text in reasoning_content', () => {
    const said = chat([chunk({ content: '', reasoning_content: 'hello' }), stop])
    expect([said.reasoning, said.text, said.terminal?.type]).toEqual(['hello', '', 'response.completed'])
  })

  it('Q-CC-11 Azure begins with an empty chunk', () => {
    const first = {
      id: '',
      choices: [],
      created: 0,
      model: '',
      object: '',
      prompt_filter_results: [{ content_filter_results: {} }],
    }
    const said = chat([first, hello, stop])
    expectHello(said)
    expect(isChatChunk(first)).toBe(true)
    expect(said.ids).toEqual(['chatcmpl-1'])
    expect(said.of('response.created')).toHaveLength(1)
  })

  it('Q-CC-12 Q-CC-21 a choice without delta', () => {
    const filtered = { finish_reason: null, content_filter_offsets: { start_offset: 1 }, content_filter_results: {} }
    expectHello(chat([hello, stop, bare(filtered), '[DONE]']))
    expectHello(chat([hello, bare({ finish_reason: 'stop' })]))
  })

  it('Q-CC-13 Q-CC-28 finish_reason null to the end, then [DONE]', () => {
    expectHello(chat([hello, '[DONE]']))
    expect(chat([hello]).terminal).toBeUndefined()
  })

  it('Q-CC-15 zeros as usage in every chunk say nothing', () => {
    const zeros = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }
    const said = chat([
      bare({ delta: { content: 'hello' } }, { usage: zeros }),
      bare({ delta: {}, finish_reason: 'stop' }, { usage: counted }),
      usage(zeros),
    ])
    expectHello(said)
    expect(said.response['usage']).toEqual(counted)
    expect(
      chat([bare({ delta: { content: 'hello' }, finish_reason: 'stop' }, { usage: zeros })]).response,
    ).not.toHaveProperty('usage')
  })

  it('Q-CC-16 finish_reason "", eos, normal at the end', () => {
    for (const reason of ['', 'eos', 'normal']) expectHello(chat([hello, finish(reason)]))
  })

  it('Q-CC-17 an error as a string, with its type beside it', () => {
    const frame = { error: 'Input validation error: `top_p` must be > 0.0', error_type: 'validation' }
    expect(chat([frame]).errors).toEqual([frame])
  })

  it('Q-CC-18 object extensions.chat.completion.chunk, end_turn', () => {
    const object = { object: 'extensions.chat.completion.chunk' }
    expectHello(
      chat([chunk({ content: 'hello' }, object), chunk({ end_turn: true }, object, { finish_reason: 'stop' })]),
    )
    expect(isChatChunk({ ...object, choices: [] })).toBe(true)
  })

  it('Q-CC-19 Q-CC-33 Q-CC-38 null and missing fields of the delta', () => {
    const nulls = {
      role: null,
      tool_calls: null,
      function_call: null,
      refusal: null,
      reasoning_content: null,
      annotations: null,
      audio: null,
    }
    expectHello(
      chat([
        chunk({ ...nulls, content: 'hello' }, {}, { matched_stop: null }),
        chunk({ ...nulls, content: null }),
        stop,
      ]),
    )
  })

  it('Q-CC-23 text that repeats is never taken for a snapshot', () => {
    expect(chat([chunk({ content: 'ha' }), chunk({ content: 'ha' }), chunk({ content: 'haha' }), stop]).text).toBe(
      'hahahaha',
    )
  })

  it('Q-CC-26 Ollama: usage and finish on the last content chunk, a stray empty delta, length overwritten', () => {
    const said = chat([
      chunk({ role: 'assistant', content: 'hello' }, { usage: counted }, { finish_reason: 'length' }),
      finish('tool_calls', { content: '' }),
      '[DONE]',
    ])
    expect([said.text, said.terminal?.type, said.response['usage']]).toEqual(['hello', 'response.incomplete', counted])
  })

  it('Q-CC-27 the last token comes with the finish reason', () =>
    expectHello(chat([chunk({ content: 'hel' }), finish('stop', { content: 'lo' })])))

  it('Q-CC-29 no finish_reason key, and null after the reason', () => {
    const said = chat([
      bare({ delta: { content: 'hello' } }),
      bare({ delta: {}, finish_reason: 'stop' }),
      bare({ delta: {}, finish_reason: null }, { usage: counted }),
    ])
    expectHello(said)
    expect(said.response['usage']).toEqual(counted)
  })

  it('Q-CC-30 finish_reason "" on all chunks, then [DONE]', () => {
    expectHello(chat([chunk({ content: 'hello' }, {}, { finish_reason: '' }), '[DONE]']))
  })

  it('Q-CC-31 another id in every chunk: the first is told', () => {
    expect(chat([chunk({ content: 'a' }, { id: 'one' }), chunk({ content: 'b' }, { id: 'two' }), stop]).ids).toEqual([
      'one',
    ])
  })

  it('Q-CC-32 a flat error object is an error', () => {
    const frame = { code: 500, message: 'Cannot use tools with stream', type: 'server_error' }
    expect(chat([frame]).errors).toEqual([frame])
  })

  it('Q-CC-34 Copilot spreads text and calls over entries of index 0', () => {
    const calls = [{ index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }]
    const said = chat([
      {
        choices: [
          { index: 0, delta: { content: 'hello' } },
          { index: 0, delta: { tool_calls: calls } },
        ],
      },
      { choices: [{ index: 0, finish_reason: 'tool_calls', delta: {} }] },
    ])
    expectHello(said)
    expect(said.calls).toEqual([{ type: 'function_call', name: 'f', callId: 'a', text: '{}' }])
  })

  it('Q-CC-35 an empty error inside filter results is none', () => {
    const filters = {
      content_filter_offsets: {},
      content_filter_results: { error: { code: '', message: '' }, hate: { filtered: false } },
    }
    expectHello(
      chat([bare({ delta: { content: 'hello' }, ...filters }), bare({ delta: {}, finish_reason: 'stop', ...filters })]),
    )
  })

  it('Q-CC-37 choice 1 comes before choice 0', () => {
    expect(chat([{ choices: [{ index: 1, delta: { content: 'x' } }] }, hello, stop]).text).toBe('hello')
  })
})

describe('reasoning', () => {
  it('Q-CCR-01 delta.reasoning', () => expect(chat([chunk({ reasoning: 'hm' }), stop]).reasoning).toBe('hm'))
  it('Q-CCR-02 delta.reasoning_content', () =>
    expect(chat([chunk({ reasoning_content: 'hm' }), stop]).reasoning).toBe('hm'))
})

describe('usage', () => {
  it('Q-CCU-01 in several chunks: the last counts', () => {
    const frames = [1, 2, 3].map((completion_tokens) =>
      chunk({ content: 'x' }, { usage: { prompt_tokens: 3, completion_tokens } }),
    )
    expect(chat([...frames, stop]).response['usage']).toEqual({ prompt_tokens: 3, completion_tokens: 3 })
  })

  it('of Groq beside its own counts where there is no other', () => {
    expect(
      chat([hello, chunk({}, { x_groq: { usage: counted } }, { finish_reason: 'stop' })]).response['usage'],
    ).toEqual(counted)
  })
})

describe('errors within HTTP 200', () => {
  it.each([
    ['Q-ERR-05 Q-E200-01 a string', { error: 'STREAM_EXPLODED' }],
    ['Q-E200-02 an object', { error: { message: 'quota exceeded' } }],
    [
      'Q-E200-03 OpenRouter',
      {
        id: 'gen',
        object: 'chat.completion.chunk',
        error: { code: 'server_error', message: 'x' },
        choices: [{ index: 0, delta: { content: '' }, finish_reason: 'error' }],
      },
    ],
    ['Q-ERR-16 a numeric code', { error: { code: 500, message: 'The model produced output', type: 'server_error' } }],
  ])('%s, then [DONE], is no success', (_, frame) => {
    const said = chat([hello, frame, '[DONE]'])
    expect([said.text, said.errors, said.terminal]).toEqual(['hello', [frame], undefined])
  })

  it('Q-E200-04 [DONE] and nothing else is no reply', () => expect(chat(['[DONE]']).drafts).toEqual([]))

  it('Q-ERR-11 neither finish reason nor [DONE] is no evidence', () => expect(chat([hello]).terminal).toBeUndefined())
})

describe('[DONE]', () => {
  it('Q-DN-01 ends the reply', () => expectHello(chat([hello, stop, '[DONE]'])))
  it('Q-DN-02 Q-DN-04 that never comes is not missed', () => expectHello(chat([hello, stop])))
  it('Q-DN-03 that comes twice counts once', () => {
    const said = chat([hello, stop, '[DONE]', '[DONE]'])
    expectHello(said)
    expect(said.of('response.completed')).toHaveLength(1)
  })
  it('Q-DN-05 prompt_filter_results never leave', () => {
    const said = chat([chunk({ content: 'hello' }, { prompt_filter_results: [{}] }), stop, '[DONE]'])
    expect(JSON.stringify(said.drafts)).not.toContain('filter')
  })
})
