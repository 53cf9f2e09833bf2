import { named, words } from './frames.js'
import type { Upstream } from './upstream.js'

const THOUGHT = 'The user wants the weather; call get_weather.'
const ARGUMENTS = ['{"', 'city', '":"', 'Paris', '"}']
const id = 'msg_9f31c07ab2d4'
const call = { arguments: '', call_id: 'call_5d1e77', name: 'get_weather', type: 'function_call' }
const item = { id, summary: [], type: 'reasoning', encrypted_content: null }
const content = [{ text: THOUGHT, type: 'reasoning_text' }]
const finished = { ...call, arguments: ARGUMENTS.join('') }

const response = {
  id: 'resp_61bd0c2f',
  created_at: 1_790_000_000,
  incomplete_details: null,
  instructions: null,
  metadata: null,
  model: 'openai/gpt-oss-20b',
  object: 'response',
  output: [] as unknown[],
  parallel_tool_calls: true,
  temperature: 1,
  tool_choice: 'auto',
  tools: [],
  top_p: 1,
  status: 'in_progress',
  text: null,
  top_logprobs: null,
  truncation: 'disabled',
  usage: null as unknown,
  input_messages: null,
}

const events = [
  { type: 'response.created', response },
  { type: 'response.in_progress', response },
  { type: 'response.output_item.added', output_index: 0, item: { ...item, content: null, status: 'in_progress' } },
  {
    type: 'response.reasoning_part.added',
    output_index: 0,
    item_id: id,
    content_index: 0,
    part: { text: '', type: 'reasoning_text' },
  },
  ...words(THOUGHT).map((delta) => ({
    type: 'response.reasoning_text.delta',
    output_index: 0,
    item_id: id,
    content_index: 0,
    delta,
  })),
  { type: 'response.reasoning_text.done', output_index: 0, item_id: id, content_index: 0, text: THOUGHT },
  { type: 'response.reasoning_part.done', output_index: 0, item_id: id, content_index: 0, part: content[0] },
  { type: 'response.output_item.done', output_index: 0, item: { ...item, content, status: 'completed' } },
  { type: 'response.output_item.added', output_index: 1, item: { ...call, id: 'fc_77ab', status: 'in_progress' } },
  ...ARGUMENTS.map((delta) => ({
    type: 'response.function_call_arguments.delta',
    output_index: 1,
    item_id: 'fc_77ab',
    delta,
  })),
  {
    type: 'response.function_call_arguments.done',
    output_index: 1,
    item_id: 'fc_77ab',
    name: call.name,
    arguments: finished.arguments,
  },
  {
    type: 'response.output_item.done',
    output_index: 1,
    item: { ...finished, id: null, status: 'completed', item_id: 'fc_77ab', output_index: 1, sequence_number: -1 },
  },
  {
    type: 'response.completed',
    response: {
      ...response,
      status: 'completed',
      output: [
        { ...item, id: 'rs_0dd418', content, status: null },
        { ...finished, id: 'fc_e204', call_id: 'call_e204', status: null },
      ],
      usage: {
        input_tokens: 132,
        input_tokens_details: { cached_tokens: 128, cached_tokens_per_turn: [128] },
        output_tokens: 40,
        output_tokens_details: { reasoning_tokens: 22, tool_output_tokens: 0 },
        total_tokens: 172,
      },
    },
  },
]

export const vllm: Upstream = {
  title: 'vLLM',
  fault:
    'ids that differ between deltas, done and the final output, an id of null, reasoning_part events, nulls for required fields',
  after: 'vllm-project/vllm #23382, #23927 and recorded streams of gpt-oss-20b',
  chunks: events.map((event, sequence_number) => named({ ...event, sequence_number })),
}
