import { checkStream, type JsonObject } from '@strict-responses/core'
import { describe, expect, it } from 'vitest'
import {
  createChatCompletions,
  isChatChunk,
} from '../../packages/core/src/dialects/chat-completions/chat-completions.js'
import { normalize } from '../support/corpus-normalize.js'
import { PROFILES } from '../support/corpus-suite.js'
import { saidBy } from '../support/said-by.js'
import { draft } from './dialect-drafts.js'

const line = (message: JsonObject, more: JsonObject = {}): JsonObject => ({
  model: 'llama',
  created_at: '2026-07-30T14:17:16.420595067Z',
  message: { role: 'assistant', content: '', ...message },
  done: false,
  ...more,
})
const last = (more: JsonObject = {}): JsonObject =>
  line({}, { done: true, done_reason: 'stop', prompt_eval_count: 5, eval_count: 7, total_duration: 9, ...more })

const read = (...lines: JsonObject[]): ReturnType<typeof draft> => draft(createChatCompletions, lines)
const ndjson = (...lines: JsonObject[]): string => lines.map((one) => `${JSON.stringify(one)}\n`).join('')

describe("Ollama's native frames", () => {
  it('are known by `done`, `model` and what they carry', () => {
    expect([line({}), last(), { model: 'm', response: 'x', done: false }].every(isChatChunk)).toBe(true)
    const others = [
      { done: true },
      { model: 'm', done: false },
      { model: 'm', message: {} },
      { response: 'x', done: true },
    ]
    expect(others.some(isChatChunk)).toBe(false)
  })

  it('text, thinking, model and time go where they belong', () => {
    const said = read(
      line({ thinking: 'Hm' }),
      line({ thinking: 'm.' }),
      line({ content: 'It ' }),
      line({ content: 'rains' }),
      last(),
    )
    expect(said).toMatchObject({ text: 'It rains', reasoning: 'Hmm.', reports: [], errors: [] })
    expect(said.of('response.created')[0]?.['response']).toEqual({ model: 'llama', created_at: 1_785_421_036 })
    expect(said.terminal?.type).toBe('response.completed')
    expect(said.response['usage']).toEqual({ prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 })
  })

  it('calls are whole: the same name twice is two calls, no arguments are an empty object', () => {
    const call = (name: string, args: JsonObject): JsonObject => ({ function: { name, arguments: args } })
    const said = read(
      line({ tool_calls: [call('look', {}), call('look', { at: 'Zürich' })] }),
      line({ tool_calls: [call('look', { at: 'Zürich' })] }),
      last(),
    )
    expect(said.calls.map(({ name, text }) => [name, text])).toEqual([
      ['look', '{}'],
      ['look', '{"at":"Zürich"}'],
      ['look', '{"at":"Zürich"}'],
    ])
  })

  it.each([
    ['stop', 'response.completed', undefined],
    ['length', 'response.incomplete', 'max_output_tokens'],
    [undefined, 'response.completed', undefined],
  ])('done_reason %s ends as %s', (reason, type, why) => {
    const said = read(line({ content: 'x' }), last({ done_reason: reason }))
    expect(said.terminal?.type).toBe(type)
    expect((said.response['incomplete_details'] as JsonObject | undefined)?.['reason']).toBe(why)
  })

  it('`done` is the end, whatever follows', () => {
    expect(read(line({ content: 'a' }), last(), line({ content: 'b' }))).toMatchObject({
      text: 'a',
      reports: ['dialect/after-end'],
    })
  })

  it('a prompt that was cached whole counts as nothing', () => {
    const said = read(last({ prompt_eval_count: undefined }))
    expect(said.response['usage']).toEqual({ prompt_tokens: 0, completion_tokens: 7, total_tokens: 7 })
  })

  it('log probabilities stay with their text', () => {
    const logprobs = [{ token: 'x', logprob: -0.5, bytes: [120], top_logprobs: [] }]
    const said = read(line({ content: 'x' }, { logprobs }), last())
    expect(said.of('response.output_text.delta')[0]?.['logprobs']).toEqual(logprobs)
  })

  it('`/api/generate` has its text in `response`', () => {
    const said = read(
      { model: 'm', response: '', thinking: 'Hm', done: false },
      { model: 'm', response: 'Hi', done: false },
      { model: 'm', response: '', done: true, done_reason: 'stop', context: [1, 2] },
    )
    expect(said).toMatchObject({ text: 'Hi', reasoning: 'Hm' })
    expect(said.terminal?.type).toBe('response.completed')
  })
})

describe.each(PROFILES)("a stream of Ollama's NDJSON, profile %s", (profile) => {
  const strict = (text: string): ReturnType<typeof saidBy> => {
    const output = normalize([text], { profile, path: '/v1/responses' })
    expect(checkStream(output.text, { profile }).issues).toEqual([])
    return saidBy(output.text)
  }

  it('is strict and whole', () => {
    const call = { tool_calls: [{ function: { name: 'look', arguments: { at: 'Bern' } } }] }
    expect(strict(ndjson(line({ thinking: 'Hm' }), line({ content: 'Ok.' }), line(call), last()))).toEqual({
      text: 'Ok.',
      outcome: 'completed',
      items: ['reasoning', 'message', 'function_call'],
      calls: ['{"at":"Bern"}'],
      usage: [5, 7],
    })
  })

  it('fails where it was cut', () => {
    expect(strict(ndjson(line({ content: 'Ok' })))).toMatchObject({ text: 'Ok', outcome: 'failed' })
  })

  it('fails with an error line, first or later', () => {
    const error = { error: 'model "x" not found, try pulling it first' }
    expect(strict(ndjson(error))).toMatchObject({ text: '', outcome: 'failed' })
    expect(strict(ndjson(line({ content: 'Ok' }), error))).toMatchObject({ text: 'Ok', outcome: 'failed' })
  })

  it('stays as it is for a client of Ollama', () => {
    const text = ndjson(line({ content: 'Ok' }), last())
    const request = { model: 'llama', messages: [] }
    expect(normalize([text], { profile, request })).toMatchObject({ state: 'foreign', text })
  })
})
