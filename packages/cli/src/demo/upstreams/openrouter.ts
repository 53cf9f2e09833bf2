import { data, words } from './frames.js'
import type { Upstream } from './upstream.js'

const TEXT = 'Of course: here is one short sentence.'
const id = 'msg_tmp_x81kq2v0'
const at = { output_index: 0, item_id: id, content_index: 0 }
const part = { type: 'output_text', text: TEXT, annotations: [], logprobs: [] }
const message = { id, type: 'message', role: 'assistant' }
const response = {
  id: 'gen-1790000000-oXq81Lk0',
  object: 'response',
  created_at: 1_790_000_000,
  model: 'google/gemini-3-flash',
  status: 'in_progress',
  output: [],
  error: null,
}

const events: object[] = [
  { type: 'response.created', response },
  { type: 'response.in_progress', response },
  { type: 'response.output_item.added', output_index: 0, item: { ...message, status: 'in_progress', content: [] } },
  { type: 'response.content_part.added', ...at, part: { ...part, text: '' } },
  ...words(TEXT).map((delta) => ({ type: 'response.output_text.delta', ...at, delta, logprobs: [] })),
  { type: 'response.output_text.done', ...at, text: TEXT, logprobs: [] },
  { type: 'response.content_part.done', ...at, part },
  { type: 'response.output_item.done', output_index: 0, item: { ...message, status: 'completed', content: [part] } },
]
const [first = '', ...rest] = events.map((event, sequence_number) => data({ ...event, sequence_number }))

export const openrouter: Upstream = {
  title: 'OpenRouter',
  fault: 'no event: lines, comments in between, [DONE] without any terminal event',
  after: 'moeru-ai/airi #2593, mnfst/llm-gateway #2053 and recorded streams',
  chunks: [
    ': OPENROUTER PROCESSING\n\n',
    ': OPENROUTER PROCESSING\n\n',
    first,
    ': OPENROUTER PROCESSING\n\n',
    ...rest,
    'data: [DONE]\n\n',
  ],
}
