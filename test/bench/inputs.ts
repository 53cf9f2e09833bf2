import { seeded } from '../support/corpus-normalize.js'

type Json = Record<string, unknown>

/** A stream as it comes in: its frames, the JSON in them, and where its deltas stand. */
export interface Input {
  readonly frames: readonly string[]
  readonly json: readonly string[]
  /** Indexes of the first delta frame, and of the first frame after the last. */
  readonly deltas: readonly [from: number, to: number]
}

const SEED = 7
const ITEM = 'msg_68a0b1c2d3e4f5061728394a5b6c7d8e9f00112233445566'
const PADDING = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJ'
const WORDS = 'the answer ing er tion stream a ver token ly on model data is response of function which event'.split(
  ' ',
)

/** Deltas of 4.6 characters on average; 1.4 % need an escape, 1.7 % hold a character that is not ASCII. */
export function words(count: number, seed: number = SEED): string[] {
  const random = seeded(seed)
  return Array.from({ length: count }, () => {
    const kind = random()
    const space = random() < 0.7 ? ' ' : ''
    const word = WORDS[Math.floor(random() * WORDS.length)] ?? ''
    if (kind < 0.014) return `${space}${kind < 0.007 ? '\n' : '"'}`
    return space + (kind < 0.031 ? 'ü' : word)
  })
}

const response = (status: string, more: Json = {}): Json => ({
  ...{ id: 'resp_0a0b0c0d0e0f', object: 'response', created_at: 1_790_000_000, status, background: false },
  ...{ error: null, incomplete_details: null, instructions: null, max_output_tokens: null, max_tool_calls: null },
  ...{ metadata: {}, model: 'bench-1', output: [], parallel_tool_calls: true, presence_penalty: 0 },
  ...{ frequency_penalty: 0, previous_response_id: null, prompt_cache_key: null },
  ...{ reasoning: { effort: null, summary: null }, safety_identifier: null, service_tier: 'default', store: true },
  ...{ temperature: 1, text: { format: { type: 'text' }, verbosity: 'medium' }, tool_choice: 'auto', tools: [] },
  ...{ top_logprobs: 0, top_p: 1, truncation: 'disabled', user: null, completed_at: null, usage: null },
  ...more,
})

const noLogprobs = (): unknown[] => []

/** The events of a strict stream of `count` deltas. */
function strictEvents(count: number, seed?: number, logprobs: (delta: string) => unknown[] = noLogprobs): Json[] {
  const deltas = words(count, seed)
  const text = deltas.join('')
  const at = { item_id: ITEM, output_index: 0, content_index: 0 }
  const part = { type: 'output_text', annotations: [], logprobs: [], text }
  const item = { id: ITEM, type: 'message', status: 'completed', content: [part], role: 'assistant' }
  const usage = {
    ...{ input_tokens: 10, input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 } },
    ...{ output_tokens: count, output_tokens_details: { reasoning_tokens: 0 }, total_tokens: count + 10 },
  }
  const events: Json[] = [
    { type: 'response.created', response: response('in_progress') },
    { type: 'response.in_progress', response: response('in_progress') },
    { type: 'response.output_item.added', output_index: 0, item: { ...item, status: 'in_progress', content: [] } },
    { type: 'response.content_part.added', ...at, part: { ...part, text: '' } },
    ...deltas.map((delta) => ({
      ...{ type: 'response.output_text.delta', ...at, delta, logprobs: logprobs(delta) },
      obfuscation: PADDING.slice(0, 16 - (delta.length % 16)),
    })),
    { type: 'response.output_text.done', ...at, text, logprobs: [] },
    { type: 'response.content_part.done', ...at, part },
    { type: 'response.output_item.done', output_index: 0, item },
    {
      type: 'response.completed',
      response: response('completed', { output: [item], completed_at: 1_790_000_001, usage }),
    },
  ]
  return events.map(({ type, ...rest }, sequence_number) => ({ type, sequence_number, ...rest }))
}

function responses(events: readonly Json[]): Input {
  const json = events.map((event) => JSON.stringify(event))
  const frames = events.map(({ type }, index) => `event: ${type}\ndata: ${json[index]}\n\n`)
  const isDelta = ({ type }: Json): boolean => type === 'response.output_text.delta'
  return { frames, json, deltas: [events.findIndex(isDelta), events.findLastIndex(isDelta) + 1] }
}

/** A stream that needs nothing. */
export const compliant = (count = 2000, seed?: number): Input => responses(strictEvents(count, seed))

/** The same without numbers, item ids, logprobs and obfuscation, and without the end of its text. */
export function degraded(count = 2000): Input {
  const events = strictEvents(count).filter(({ type }) => type !== 'response.output_text.done')
  return responses(events.map(({ sequence_number, obfuscation, logprobs, item_id, ...event }) => event))
}

/** A strict stream with log probabilities in each delta: no two frames have one shape. */
export const unlearnable = (count = 2000): Input =>
  responses(strictEvents(count, SEED, (token) => [{ token, logprob: -token.length / 7, bytes: [], top_logprobs: [] }]))

/** The same text in Chat Completions. */
export function chat(count = 2000): Input {
  const base = {
    ...{
      id: 'chatcmpl-0a1b2c3d4e5f6a7b8c9d0e1f2a3b4',
      object: 'chat.completion.chunk',
      created: 1_790_000_000,
      model: 'bench-1-2026-09-21',
    },
    ...{ system_fingerprint: 'fp_0a1b2c3d4e', service_tier: 'default' },
  }
  const chunk = (delta: Json, finish_reason: string | null = null): Json => ({
    ...{ ...base, choices: [{ index: 0, delta, logprobs: null, finish_reason }], usage: null },
    obfuscation: PADDING.slice(0, 16 - (String(delta['content'] ?? '').length % 16)),
  })
  const usage = { prompt_tokens: 10, completion_tokens: count, total_tokens: count + 10 }
  const chunks = [
    chunk({ role: 'assistant', content: '', refusal: null }),
    ...words(count).map((content) => chunk({ content })),
    chunk({}, 'stop'),
    { ...base, choices: [], usage },
  ]
  const json = chunks.map((value) => JSON.stringify(value))
  return { frames: [...json.map((data) => `data: ${data}\n\n`), 'data: [DONE]\n\n'], json, deltas: [1, count + 1] }
}

export const INPUTS = { compliant, degraded, chat, unlearnable }
export type InputName = keyof typeof INPUTS
