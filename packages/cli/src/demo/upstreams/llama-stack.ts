import { data, words } from './frames.js'
import type { Upstream } from './upstream.js'

const TEXT = 'The capital of France is Paris.'
const id = 'msg_1f6c2b90-8d3e'
const part = { type: 'output_text', text: TEXT, annotations: [], logprobs: null }
const at = { item_id: id, output_index: 0, content_index: 0 }
const message = { id, type: 'message', role: 'assistant' }

/** What llama-stack says of a response; also while it goes wrong. */
export const response = {
  id: 'resp_0c7f5a34-1be2',
  object: 'response',
  created_at: 1_790_000_000,
  model: 'ollama/llama3.2:3b',
  status: 'in_progress',
  output: [] as unknown[],
  error: null as unknown,
  parallel_tool_calls: true,
  temperature: null,
  top_p: null,
  tools: null,
  truncation: null,
  text: { format: { type: 'text' } },
}

/** The beginning of its streams, up to a number of words. */
export const beginning: readonly object[] = [
  { type: 'response.created', response },
  { type: 'response.in_progress', response },
  { type: 'response.output_item.added', output_index: 0, item: { ...message, content: [], status: 'in_progress' } },
  { type: 'response.content_part.added', ...at, part: { ...part, text: '' } },
]

/** Text of its message. */
export const spoken = (text: string): object[] =>
  words(text).map((delta) => ({ type: 'response.output_text.delta', ...at, delta }))

/** Its events, numbered, without `event:` lines. */
export const written = (events: readonly object[]): string[] =>
  events.map((event, sequence_number) => data({ ...event, sequence_number }))

export const llamaStack: Upstream = {
  title: 'llama-stack',
  fault: 'output_text.done never comes, no event: lines, nulls for required fields',
  after: 'llama-stack #5308, #5309',
  chunks: written([
    ...beginning,
    ...spoken(TEXT),
    { type: 'response.content_part.done', ...at, part },
    {
      type: 'response.output_item.done',
      output_index: 0,
      item: { ...message, content: [part], status: 'completed' },
    },
    {
      type: 'response.completed',
      response: {
        ...response,
        status: 'completed',
        output: [{ ...message, content: [part], status: 'completed' }],
        usage: { input_tokens: 26, output_tokens: 8, total_tokens: 34 },
      },
    },
  ]),
}
