import { describe, expect, it } from 'vitest'
import {
  createChatCompletions,
  isChatChunk,
} from '../../packages/core/src/dialects/chat-completions/chat-completions.js'
import type { NormalizerOptions } from '../../packages/core/src/options.js'
import { chunk, draft, finish, type Input, Named, type Said, usage } from './dialect-drafts.js'

const chat = (frames: readonly Input[], options?: NormalizerOptions): Said =>
  draft(createChatCompletions, frames, options)

const stop = finish('stop')

describe('text', () => {
  it('turns content into text deltas of one message', () => {
    const said = chat([
      chunk({ role: 'assistant', content: '' }),
      chunk({ content: 'Hel' }),
      chunk({ content: 'lo' }),
      stop,
    ])
    expect(said.drafts).toEqual([
      { type: 'response.created', response: { model: 'm', created_at: 1_700_000_000 } },
      { type: 'response.output_text.delta', output_index: 0, delta: 'Hel' },
      { type: 'response.output_text.delta', output_index: 0, delta: 'lo' },
      { type: 'response.completed', response: { status: 'completed' } },
    ])
    expect(said.ids).toEqual(['chatcmpl-1'])
    expect(said.reports).toEqual([])
  })

  it('reads an array of parts, thinking among them, and reports what has no place', () => {
    const said = chat([
      chunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] }] }),
      chunk({
        content: [
          { type: 'thinking', thinking: 'm' },
          { type: 'text', text: 'a' },
          { type: 'image_url', image_url: {} },
        ],
      }),
      chunk({ content: [{ type: 'refusal', refusal: 'no' }, 'b'] }),
      stop,
    ])
    expect([said.reasoning, said.text, said.all('response.refusal.delta')]).toEqual(['hmm', 'ab', 'no'])
    expect(said.reports).toEqual(['dialect/unsupported-part'])
  })

  it('keeps the signature of a thinking part', () => {
    const said = chat([chunk({ content: [{ type: 'thinking', thinking: 'hm', signature: 'S' }] }), stop])
    expect(said.of('response.output_item.done')).toEqual([
      { type: 'response.output_item.done', output_index: 0, item: { type: 'reasoning', encrypted_content: 'S' } },
    ])
  })

  it('turns refusals into refusal deltas', () => {
    const said = chat([chunk({ refusal: "I'm" }), chunk({ refusal: ' sorry' }), stop])
    expect(said.all('response.refusal.delta')).toBe("I'm sorry")
    expect(said.terminal?.type).toBe('response.completed')
  })

  it('reads legacy text completions', () => {
    const frame = (text: string, finish_reason: unknown): unknown => ({
      object: 'text_completion',
      choices: [{ text, index: 0, logprobs: null, finish_reason }],
    })
    const said = chat([frame('a', null), frame('b', 'length'), '[DONE]'])
    expect(said.text).toBe('ab')
    expect(said.terminal?.type).toBe('response.incomplete')
  })

  it('prefers the delta to the text beside it', () => {
    expect(chat([chunk({ content: 'a' }, {}, { text: 'a' }), stop]).text).toBe('a')
  })

  it('reads message where there is no delta', () => {
    const said = chat([
      { choices: [{ index: 0, message: { content: 'a' } }] },
      { choices: [{ index: 0, message: { content: 'b' }, finish_reason: 'stop' }] },
    ])
    expect(said.text).toBe('ab')
  })

  it('drops a whole message after its deltas, but for what was not streamed', () => {
    const message = { content: 'ab', tool_calls: [{ id: 'c', function: { name: 'f', arguments: '{}' } }] }
    const said = chat([chunk({ content: 'ab' }), { choices: [{ index: 0, message, finish_reason: 'tool_calls' }] }])
    expect(said.text).toBe('ab')
    expect(said.calls).toEqual([{ type: 'function_call', name: 'f', callId: 'c', text: '{}' }])
    expect(said.reports).toEqual(['dialect/repeated-message'])
  })

  it('takes a delta over the cumulative message beside it', () => {
    expect(chat([chunk({ content: 'b' }, {}, { message: { content: 'ab' } }), stop]).text).toBe('b')
  })

  it('keeps choice 0 and reports the others once', () => {
    const other = (content: string): unknown => ({ choices: [{ index: 1, delta: { content } }] })
    const said = chat([other('x'), chunk({ content: 'a' }), other('y'), chunk({ content: 'b' }), stop, other('z')])
    expect(said.text).toBe('ab')
    expect(said.reports).toEqual(['dialect/extra-choice'])
  })
})

describe('logprobs', () => {
  const token = { token: 'a', logprob: -0.1, bytes: [97], top_logprobs: [{ token: 'b', logprob: -2, bytes: null }] }

  it('go with the text', () => {
    const [delta] = chat([chunk({ content: 'a' }, {}, { logprobs: { content: [token] } }), stop]).of(
      'response.output_text.delta',
    )
    expect(delta?.['logprobs']).toEqual([{ ...token, top_logprobs: [{ token: 'b', logprob: -2, bytes: [] }] }])
  })

  it('that are none are dropped', () => {
    for (const logprobs of [
      -0.5,
      { content: [{ token: 'a' }] },
      { tokens: ['a'], token_logprobs: [-1], content: ['a'] },
    ]) {
      const said = chat([chunk({ content: 'a' }, {}, { logprobs }), stop])
      expect(said.of('response.output_text.delta')).toEqual([
        { type: 'response.output_text.delta', output_index: 0, delta: 'a' },
      ])
      expect(said.reports).toEqual(['dialect/invalid-logprobs'])
    }
  })

  it('of an empty chunk or of null are nothing to report', () => {
    const said = chat([
      chunk({ content: '' }, {}, { logprobs: { content: [] } }),
      chunk({ content: 'a' }, {}, { logprobs: { content: null } }),
      stop,
    ])
    expect(said.reports).toEqual([])
  })
})

describe('annotations', () => {
  const url = { url: 'https://a', title: 'A', start_index: 1, end_index: 2 }

  it('are un-nested', () => {
    const said = chat([
      chunk({ annotations: [{ type: 'url_citation', url_citation: { ...url, content: 'long' } }] }),
      chunk({ annotations: [{ type: 'url_citation', ...url }] }),
      chunk({ annotations: [{ type: 'file_citation', file_citation: { file_id: 'f', filename: 'n', index: 3 } }] }),
      chunk({ annotations: [{ type: 'strange' }] }),
      stop,
    ])
    const annotations = said.of('response.output_text.annotation.added').map(({ annotation }) => annotation)
    expect(annotations).toEqual([
      { type: 'url_citation', ...url },
      { type: 'url_citation', ...url },
      { type: 'file_citation', file_id: 'f', filename: 'n', index: 3 },
    ])
    expect(said.reports).toEqual(['dialect/unsupported-annotation'])
  })

  it('of Perplexity come in every chunk and leave once', () => {
    const sources = {
      citations: ['https://a', 'https://b'],
      search_results: [
        { url: 'https://a', title: 'A' },
        { url: 'https://c', title: 'C' },
      ],
    }
    const said = chat([
      chunk({ content: 'x' }, sources),
      chunk({ content: 'y' }, { ...sources, citations: [...sources.citations, 'https://d'] }),
      stop,
    ])
    const annotations = said.of('response.output_text.annotation.added').map(({ annotation }) => annotation)
    expect(annotations).toEqual(
      [
        ['https://a', 'A'],
        ['https://b', ''],
        ['https://c', 'C'],
        ['https://d', ''],
      ].map(([link, title]) => ({ type: 'url_citation', url: link, title, start_index: 0, end_index: 0 })),
    )
  })
})

describe('audio', () => {
  const frames = [
    chunk({ audio: { id: 'a', transcript: 'Su' } }),
    chunk({ audio: { transcript: 're', data: 'AAAA' } }),
    { object: 'chat.completion.chunk' },
    '[DONE]',
  ]

  it('goes to the audio events', () => {
    const said = chat(frames)
    expect(said.all('response.audio.transcript.delta')).toBe('Sure')
    expect(said.all('response.audio.delta')).toBe('AAAA')
    expect([said.text, said.terminal?.type, said.reports]).toEqual(['', 'response.completed', []])
  })

  it('is text under open-responses, which has no audio', () => {
    const said = chat(frames, { profile: 'open-responses' })
    expect(said.text).toBe('Sure')
    expect(said.reports).toEqual(['dialect/unsupported-part'])
  })
})

describe('response fields', () => {
  it('that come late go with the end', () => {
    const said = chat([
      { choices: [{ index: 0, delta: { content: 'a' } }], created: 5 },
      chunk({}, { model: 'late', service_tier: 'default', system_fingerprint: 'fp' }, { finish_reason: 'stop' }),
    ])
    expect(said.of('response.created')).toEqual([{ type: 'response.created', response: { created_at: 5 } }])
    expect(said.response).toEqual({
      status: 'completed',
      model: 'late',
      service_tier: 'default',
      system_fingerprint: 'fp',
    })
  })

  it('count seconds even where the server counts milliseconds', () => {
    const said = chat([chunk({ content: 'a' }, { created: 1_753_879_075_170 }), stop])
    expect(said.of('response.created')[0]?.['response']).toEqual({ model: 'm', created_at: 1_753_879_075 })
  })
})

describe('finish reasons', () => {
  it.each([
    ['stop', 'response.completed', undefined],
    ['STOP', 'response.completed', undefined],
    ['tool_calls', 'response.completed', undefined],
    ['function_call', 'response.completed', undefined],
    ['end_turn', 'response.completed', undefined],
    ['length', 'response.incomplete', 'max_output_tokens'],
    ['max_tokens', 'response.incomplete', 'max_output_tokens'],
    ['model_length', 'response.incomplete', 'max_output_tokens'],
    ['content_filter', 'response.incomplete', 'content_filter'],
    ['SAFETY', 'response.incomplete', 'content_filter'],
    ['sensitive', 'response.incomplete', 'content_filter'],
  ])('%s', (reason, type, why) => {
    const said = chat([chunk({ content: 'a' }), finish(reason)])
    expect(said.terminal?.type).toBe(type)
    expect(said.response['incomplete_details']).toEqual(why && { reason: why })
    expect(said.reports).toEqual([])
  })

  it('nobody knows complete the response, with a report', () => {
    const said = chat([chunk({ content: 'a' }), finish('vibes')])
    expect([said.terminal?.type, said.reports]).toEqual(['response.completed', ['dialect/unknown-finish-reason']])
  })

  it.each(['error', 'network_error', 'abort'])('%s is a failure', (reason) => {
    const said = chat([chunk({ content: 'a' }), finish(reason), '[DONE]'])
    expect([said.errors.length, said.terminal]).toEqual([1, undefined])
  })

  it('that name a cut are not taken back', () => {
    expect(chat([finish('length'), finish('stop'), '[DONE]']).terminal?.type).toBe('response.incomplete')
  })
})

describe('the end', () => {
  it('is a usage chunk after a finish reason', () => {
    const said = chat([
      chunk({ content: 'a' }),
      stop,
      usage({ prompt_tokens: 1, completion_tokens: 2 }),
      chunk({ content: 'late' }),
      '[DONE]',
    ])
    expect(said.drafts.at(-1)?.type).toBe('response.completed')
    expect(said.response['usage']).toEqual({ prompt_tokens: 1, completion_tokens: 2 })
    expect([said.text, said.reports]).toEqual(['a', ['dialect/after-end']])
  })

  it('is no usage chunk before it', () => {
    const counted = usage({ prompt_tokens: 1, completion_tokens: 1 })
    expect(chat([chunk({ content: 'a' }), counted, chunk({ content: 'b' }), '[DONE]']).text).toBe('ab')
  })

  it('comes after content that follows the finish reason', () => {
    expect(chat([chunk({ content: 'a' }), stop, chunk({ content: 'b' }), '[DONE]']).text).toBe('ab')
  })

  it('needs evidence', () => {
    expect(chat([chunk({ content: 'a' })]).terminal).toBeUndefined()
    expect(chat([chunk({ content: 'a' }), stop]).terminal?.type).toBe('response.completed')
    expect(chat([chunk({ content: 'a' }), '[DONE]']).terminal?.type).toBe('response.completed')
    expect(chat(['[DONE]']).terminal).toBeUndefined()
  })

  it('of a lone finish is a completed response without output', () => {
    expect(chat([stop]).drafts.map(({ type }) => type)).toEqual(['response.created', 'response.completed'])
  })
})

describe('errors', () => {
  const message = { message: 'boom', code: 'x' }
  it.each([
    ['an object', { error: message }],
    ['a string', { error: 'boom' }],
    ['a numeric code', { error: 500 }],
    ['beside choices', { ...chunk({ content: '' }, {}, { finish_reason: 'error' }), error: message }],
    ['object: error', { object: 'error', message: 'boom', code: 40_001 }],
    ['flat', { code: 500, message: 'boom', type: 'server_error' }],
    ['FastAPI', { detail: 'boom' }],
    ['type: error', { type: 'error', error: message }],
  ])('as %s are handed on whole', (_, frame) => {
    const said = chat([chunk({ content: 'a' }), frame, '[DONE]'])
    expect(said.errors).toEqual([frame])
    expect([said.text, said.terminal, said.reports]).toEqual(['a', undefined, []])
  })

  it('inside a choice, of Groq, in an array, and under event: error', () => {
    expect(chat([chunk({ content: 'a' }, {}, { error: message })]).errors).toEqual([{ error: message }])
    expect(chat([chunk({ content: 'a' }, { x_groq: { error: 'over capacity' } })]).errors).toEqual([
      { error: 'over capacity' },
    ])
    expect(chat([[{ error: message }]]).errors).toEqual([{ error: message }])
    expect(chat([new Named('error', { reason: 'boom' })]).errors).toEqual([{ reason: 'boom' }])
  })

  it('that say nothing do not count', () => {
    for (const error of [null, '', {}, { code: '', message: '' }, 0, false]) {
      expect(chat([chunk({ content: 'a' }, { error }), stop]).errors).toEqual([])
    }
  })

  it('come after the text of their chunk, and leave the usage', () => {
    const said = chat([
      { ...chunk({ content: 'a' }, { usage: { prompt_tokens: 3, completion_tokens: 1 } }), error: message },
    ])
    expect(said.text).toBe('a')
    expect(said.drafts.at(-1)).toEqual({
      type: 'response.failed',
      response: { status: 'failed', usage: { prompt_tokens: 3, completion_tokens: 1 } },
    })
  })
})

describe('frames of another kind', () => {
  it('are reported, pings and empty ones are not', () => {
    const said = chat([{ type: 'ping' }, {}, 'text', { candidates: [] }, chunk({ content: 'a' }), stop])
    expect(said.reports).toEqual(['dialect/unknown-frame', 'dialect/unknown-frame'])
    for (const frame of [
      { object: 'thread.message.delta', delta: {} },
      { type: 'transcript.text.done', usage: { input_tokens: 1 } },
    ]) {
      const other = chat([frame, '[DONE]'])
      expect([other.drafts, other.reports]).toEqual([[], ['dialect/unknown-frame']])
    }
  })
})

describe('isChatChunk', () => {
  it.each([
    [chunk({}), true],
    [{ choices: [], prompt_filter_results: [] }, true],
    [{ choices: [{ text: 'a' }] }, true],
    [{ object: 'chat.completion.chunk' }, true],
    [{ object: 'extensions.chat.completion.chunk', choices: [] }, true],
    [{ object: 'chat.completion', choices: [{ message: {} }] }, true],
    [{ error: { message: 'x' } }, false],
    [{ type: 'response.created', response: {} }, false],
    [{ candidates: [] }, false],
    [{ choices: [1] }, false],
    [[], false],
    ['x', false],
    [null, false],
  ])('%j: %s', (value, is) => expect(isChatChunk(value)).toBe(is))
})
