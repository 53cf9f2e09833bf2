import { named, words } from './frames.js'
import type { Upstream } from './upstream.js'

const at = { item_id: 'msg_0b1d', output_index: 0, content_index: 0 }
const response = {
  id: 'resp_0b1c',
  object: 'response',
  created_at: 1_790_000_000,
  status: 'in_progress',
  model: 'gpt-5',
  output: [],
}
const part = { type: 'output_text', text: '', annotations: [], logprobs: [] }
const item = { id: at.item_id, type: 'message', status: 'in_progress', role: 'assistant', content: [] }

const whole = [
  { type: 'response.created', response },
  { type: 'response.in_progress', response },
  { type: 'response.output_item.added', output_index: 0, item },
  { type: 'response.content_part.added', ...at, part },
  ...words('Once upon a time there was a server that').map((delta) => ({
    type: 'response.output_text.delta',
    ...at,
    delta,
    logprobs: [],
  })),
].map((event, sequence_number) => named({ ...event, sequence_number }))

export const cut: Upstream = {
  title: 'An upstream that dies',
  fault: 'the connection breaks in the middle of a word, in the middle of a frame',
  after: 'any proxy whose upstream is restarted',
  chunks: [...whole, 'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","delta":" die'],
  breaks: { by: 'losing the connection', error: new Error('socket hang up') },
}
