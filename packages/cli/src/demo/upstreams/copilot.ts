import { named, words } from './frames.js'
import type { Upstream } from './upstream.js'

const SUMMARY = '**Counting the letters**'
const TEXT = 'There are three.'
const summaryPart = { type: 'summary_text', text: SUMMARY }
const textPart = { type: 'output_text', text: TEXT, annotations: [], logprobs: [] }
const reasoning = { type: 'reasoning', encrypted_content: null, content: [] }
const message = { type: 'message', role: 'assistant', phase: 'final_answer' }

/** Another id each time it is asked, as long as the real ones are. */
const rotating = (seed: number): string =>
  btoa(
    String.fromCharCode(
      ...Array.from({ length: 60 }, (_, index) => (seed * 151 + index * 89 + ((seed * index) % 29)) % 256),
    ),
  )
const response = (seed: number, status: string): object => ({
  id: rotating(seed),
  object: 'response',
  created_at: 1_790_000_000,
  completed_at: null,
  model: 'gpt-5.3-codex',
  status,
  output:
    status === 'completed'
      ? [
          { ...reasoning, id: rotating(201), summary: [summaryPart] },
          { ...message, id: rotating(202), status, content: [textPart] },
        ]
      : [],
  error: null,
  incomplete_details: null,
  metadata: {},
  usage:
    status === 'completed'
      ? {
          input_tokens: 19,
          input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
          output_tokens: 25,
          output_tokens_details: { reasoning_tokens: 16 },
          total_tokens: 44,
        }
      : null,
})

const summary = { output_index: 0, summary_index: 0 }
const text = { output_index: 1, content_index: 0 }
const events: { type: string; item?: object; response?: object; [key: string]: unknown }[] = [
  { type: 'response.created', response: response(0, 'in_progress') },
  { type: 'response.in_progress', response: response(1, 'in_progress') },
  { type: 'response.output_item.added', output_index: 0, item: { ...reasoning, summary: [] } },
  { type: 'response.reasoning_summary_part.added', ...summary, part: { ...summaryPart, text: '' } },
  { type: 'response.reasoning_summary_text.delta', ...summary, delta: SUMMARY },
  { type: 'response.reasoning_summary_text.done', ...summary, text: SUMMARY },
  { type: 'response.reasoning_summary_part.done', ...summary, part: summaryPart },
  { type: 'response.output_item.done', output_index: 0, item: { ...reasoning, summary: [summaryPart] } },
  { type: 'response.output_item.added', output_index: 1, item: { ...message, status: 'in_progress', content: [] } },
  { type: 'response.content_part.added', ...text, part: { ...textPart, text: '' } },
  ...words(TEXT).map((delta) => ({ type: 'response.output_text.delta', ...text, delta, logprobs: [] })),
  { type: 'response.output_text.done', ...text, text: TEXT, logprobs: [] },
  { type: 'response.content_part.done', ...text, part: textPart },
  {
    type: 'response.output_item.done',
    output_index: 1,
    item: { ...message, status: 'completed', content: [textPart] },
  },
  { type: 'response.completed', response: response(2, 'completed') },
]

export const copilot: Upstream = {
  title: 'GitHub Copilot',
  fault: 'another id for the response and for the same item in every event',
  after: 'vercel/ai #18548',
  chunks: events.map((event, sequence_number) => {
    const id = rotating(sequence_number + 3)
    const identity = event.item ? { item: { id, ...event.item } } : event.response ? {} : { item_id: id }
    return named({ ...event, ...identity, sequence_number })
  }),
}
