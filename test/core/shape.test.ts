import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../packages/core/src/json.js'
import { ITEMS } from '../../packages/core/src/protocol/items.js'
import { completeAnnotation } from '../../packages/core/src/protocol/shape/annotations.js'
import type { ShapeContext } from '../../packages/core/src/protocol/shape/context.js'
import { completeItem } from '../../packages/core/src/protocol/shape/items.js'
import { completeLogprobs } from '../../packages/core/src/protocol/shape/logprobs.js'
import { completePart } from '../../packages/core/src/protocol/shape/parts.js'
import { completeResponse } from '../../packages/core/src/protocol/shape/response.js'
import { completeUsage } from '../../packages/core/src/protocol/shape/usage.js'

const reports: string[] = []
const report = (code: string, message: string): void => {
  reports.push(`${code} ${message}`)
}
const openai = { profile: 'openai', report } as const
const open = { profile: 'open-responses', report } as const
const context: ShapeContext = {
  ...openai,
  id: 'resp_1',
  createdAt: 1700.9,
  model: 'm',
  status: 'in_progress',
  asked: () => undefined,
}
const reported = <T>(run: () => T): [T, string[]] => {
  reports.length = 0
  return [run(), [...reports]]
}

describe('completeUsage', () => {
  const full = {
    input_tokens: 5,
    output_tokens: 7,
    total_tokens: 12,
    input_tokens_details: { cached_tokens: 2, cache_write_tokens: 0 },
    output_tokens_details: { reasoning_tokens: 3 },
  }

  it.each([
    ['a full one', full, full],
    [
      'chat names',
      {
        prompt_tokens: 5,
        completion_tokens: 7,
        total_tokens: 12,
        prompt_tokens_details: { cached_tokens: 2 },
        completion_tokens_details: { reasoning_tokens: 3 },
      },
      full,
    ],
    [
      'Anthropic names, whose input does not count what was cached',
      { input_tokens: 3, cache_read_input_tokens: 2, output_tokens: 7, output_tokens_details: { reasoning_tokens: 3 } },
      full,
    ],
    [
      'Anthropic names beside chat names, whose input does',
      { ...full, total_tokens: 12, input_tokens_details: {}, cache_read_input_tokens: 2 },
      full,
    ],
    ['fractions and strings', { ...full, input_tokens: '5', output_tokens: 7.9 }, full],
    ['no total', { ...full, total_tokens: undefined }, full],
  ])('completes %s', (_, usage, expected) => {
    const done = completeUsage(usage, openai)
    expect(done).toEqual(expected)
    expect(completeUsage(done, openai)).toBe(done)
  })

  it.each([[null], [undefined], [{}], ['5'], [[]], [{ other: 1 }], [{ input_tokens: null }]])(
    'has null for %j',
    (usage) => {
      expect(completeUsage(usage, openai)).toBeNull()
    },
  )

  it('knows no cache_write_tokens under open-responses, and keeps unknown fields', () => {
    const details = { cached_tokens: 0 }
    expect(completeUsage({ input_tokens: 1, cost: 2 }, open)).toMatchObject({ input_tokens_details: details, cost: 2 })
    expect(completeUsage({ input_tokens: 1 }, open)?.['input_tokens_details']).toEqual(details)
  })
})

describe('completeResponse', () => {
  it('makes a whole one out of nothing, with the request in it', () => {
    const request: JsonObject = {
      temperature: 0.5,
      tools: [{ type: 'function', function: { name: 'f' } }],
      user: 'u',
      top_p: 'no',
    }
    const [done, messages] = reported(() => completeResponse({}, { ...context, asked: (name) => request[name] }))
    expect(done).toMatchObject({
      id: 'resp_1',
      object: 'response',
      created_at: 1700,
      model: 'm',
      status: 'in_progress',
      temperature: 0.5,
      top_p: 1,
      tools: [{ type: 'function', name: 'f', parameters: null, strict: null }],
      usage: null,
      store: false,
      user: 'u',
    })
    expect(messages).toContain('fields/missing temperature was missing')
    expect(messages).toHaveLength(31)
  })

  it('adds nothing but repairs to one that has what OpenAI requires', () => {
    const whole = completeResponse({}, context)
    const names = [
      'id',
      'object',
      'created_at',
      'status',
      'error',
      'incomplete_details',
      'instructions',
      'model',
      'tools',
    ]
    names.push('output', 'parallel_tool_calls', 'metadata', 'tool_choice', 'temperature', 'top_p')
    const small = Object.fromEntries(names.map((name) => [name, whole[name]]))
    expect(completeResponse(small, context)).toBe(small)
    expect(completeResponse({ ...small, temperature: null }, context)).toMatchObject({ temperature: null })
    const floating = { ...small, created_at: 5.5, background: 'x', output: [1], vendor: 1 }
    expect(completeResponse(floating, context)).toEqual({
      ...small,
      created_at: 5,
      background: false,
      output: [1],
      vendor: 1,
    })
  })

  it('makes values neutral that Open Responses rejects', () => {
    const response = {
      tools: [{ type: 'web_search' }, { type: 'function', name: 'f', vendor: 1 }],
      tool_choice: { type: 'web_search_preview' },
      text: { format: { type: 'json_schema', name: 'n', schema: { a: 1 } } },
      reasoning: { effort: 'minimal' },
      instructions: [],
      truncation: 'maybe',
      created_at: '12.5',
    }
    expect(completeResponse(response, { ...context, profile: 'open-responses' })).toMatchObject({
      tools: [{ type: 'function', name: 'f', vendor: 1, description: null, parameters: null, strict: null }],
      tool_choice: 'auto',
      text: { format: { type: 'json_schema', name: 'n', schema: null, description: null, strict: false } },
      reasoning: { effort: null, summary: null },
      instructions: null,
      truncation: 'disabled',
      created_at: 12,
    })
  })

  it('stands hostile input', () => {
    const hostile = JSON.parse(
      '{"__proto__":{"polluted":1},"metadata":{"__proto__":{"polluted":1},"n":1},"error":{"__proto__":1}}',
    )
    const done = completeResponse(hostile, context)
    expect(({} as JsonObject)['polluted']).toBeUndefined()
    expect(Object.getPrototypeOf(done)).toBe(Object.prototype)
    expect(done['metadata']).toEqual(JSON.parse('{"__proto__":"{\\"polluted\\":1}","n":"1"}'))
    const deep = JSON.parse('['.repeat(1e5) + ']'.repeat(1e5))
    expect(() =>
      completeResponse({ metadata: { deep }, tools: deep, output: deep, instructions: deep }, context),
    ).not.toThrow()
    // Node 20 cannot write what is that deep, newer versions can.
    const call = completeItem({ type: 'function_call', arguments: deep }, { ...openai, event: 'done' })
    expect(['', `${'['.repeat(1e5)}${']'.repeat(1e5)}`].indexOf(String(call['arguments']))).not.toBe(-1)
    expect(completeLogprobs(new Array(1e6).fill(1), openai)).toEqual([])
  })
})

describe('completeItem', () => {
  it.each(Object.keys(ITEMS))('completes a bare %s', (type) => {
    const done = completeItem({ type }, { ...openai, event: 'done' })
    expect(completeItem(done, { ...openai, event: 'done' })).toBe(done)
  })

  it('leaves out what OpenAI sends later', () => {
    const search = { type: 'web_search_call', id: 'ws_1', status: 'in_progress' }
    const image = { type: 'image_generation_call', id: 'ig_1', status: 'in_progress' }
    for (const item of [search, image]) expect(completeItem(item, { ...openai, event: 'added' })).toBe(item)
    expect(completeItem(search, { ...openai, event: 'done' })).toEqual({ ...search, action: { type: 'search' } })
    expect(completeItem(image, { ...openai, event: 'done' })).toEqual({ ...image, result: null })
  })

  it('keeps text that came in the wrong shape', () => {
    const message = { type: 'message', id: 'msg_1', role: 'assistant', status: 'completed' }
    const content = [{ type: 'output_text', text: 'hi', annotations: [], logprobs: [] }]
    for (const given of ['hi', ['hi'], { type: 'text', text: 'hi' }, [{ type: 'text', text: 'hi' }]]) {
      expect(completeItem({ ...message, content: given }, { ...openai, event: 'done' })['content']).toEqual(content)
    }
  })

  it('drops from reasoning what no schema allows', () => {
    const reasoning = { type: 'reasoning', id: 'rs_1', summary: [], content: null, encrypted_content: null }
    const { content: _, ...kept } = reasoning
    expect(completeItem(reasoning, { ...openai, event: 'done' })).toEqual(kept)
    expect(completeItem(reasoning, { ...open, event: 'done' })).toEqual({ type: 'reasoning', id: 'rs_1', summary: [] })
    const empty = { ...kept, encrypted_content: '' }
    expect(completeItem(empty, { ...openai, event: 'done' })).toEqual(kept)
  })

  it('passes unknown types and fields', () => {
    const item = { type: 'vendor:thing', id: 5 }
    expect(completeItem(item, { ...openai, event: 'done' })).toBe(item)
    const call = { type: 'function_call', call_id: 7, name: 'f', arguments: { a: 1 }, vendor: null }
    expect(completeItem(call, { ...openai, event: 'done' })).toEqual({ ...call, call_id: '7', arguments: '{"a":1}' })
  })
})

describe('parts, annotations and logprobs', () => {
  const url = { type: 'url_citation', url: 'u', title: '', start_index: 0, end_index: 0 }

  it('completes parts', () => {
    const whole = { type: 'output_text', text: '', annotations: [], logprobs: [] }
    expect(completePart({ type: 'output_text', logprobs: null }, openai)).toEqual(whole)
    expect(completePart(whole, openai)).toBe(whole)
    expect(completePart({ type: 'refusal', refusal: null }, open)).toEqual({ type: 'refusal', refusal: '' })
  })

  it('flattens, completes or drops annotations', () => {
    expect(completeAnnotation({ type: 'url_citation', url_citation: { url: 'u' } }, openai)).toEqual(url)
    expect(completeAnnotation({ type: 'url_citation' }, openai)).toEqual({ ...url, url: '' })
    expect(completeAnnotation({ type: 'url_citation' }, open)).toBeUndefined()
    expect(completeAnnotation({ type: 'file_path', file_id: 'f', index: 0 }, open)).toBeUndefined()
    expect(completeAnnotation({ type: 'other' }, openai)).toBeUndefined()
    expect(completeAnnotation(url, openai)).toBe(url)
  })

  it('completes log probabilities', () => {
    const whole = [{ token: 'a', logprob: -1, bytes: [], top_logprobs: [] }]
    expect(completeLogprobs(whole, openai)).toBe(whole)
    const [done, messages] = reported(() => completeLogprobs([{ token: 'a', logprob: -1, bytes: null }, {}, 5], openai))
    expect(done).toEqual(whole)
    expect(messages).toContain('fields/invalid logprobs[]: 2 invalid dropped')
  })
})
