import { named, words } from './frames.js'
import type { Upstream } from './upstream.js'

const THOUGHT = 'Paris, then.'
const TEXT = 'Let me look that up.'
const ARGUMENTS = ['{"city":', '"Paris"}']

const reasoning = {
  id: 'rs_b7vR1xk',
  summary: [],
  type: 'reasoning',
  content: [{ text: THOUGHT, type: 'reasoning_text' }],
  encrypted_content: '',
}
const part = { type: 'output_text', annotations: [], logprobs: [], text: TEXT }
const message = { type: 'message', status: 'completed', id: 'msg_Xa81mZ', content: [part], role: 'assistant' }
const call = {
  type: 'function_call',
  status: 'completed',
  arguments: ARGUMENTS.join(''),
  call_id: 'fc_q0tP',
  name: 'get_weather',
}
const begun = { id: 'resp_4WkTq', object: 'response', status: 'in_progress' }

export const llamaCpp: Upstream = {
  title: 'llama.cpp',
  fault:
    'no sequence_number, no indexes, a Response of three fields, calls that are never closed, items left open to the end',
  after: 'ggml-org/llama.cpp #19720, #21174, #24957',
  chunks: [
    named({ type: 'response.created', response: begun }),
    named({ type: 'response.in_progress', response: begun }),
    named({
      type: 'response.output_item.added',
      item: { ...reasoning, content: [], status: 'in_progress' },
    }),
    ...words(THOUGHT).map((delta) => named({ type: 'response.reasoning_text.delta', delta, item_id: reasoning.id })),
    named({ type: 'response.output_item.added', item: { ...message, content: [], status: 'in_progress' } }),
    named({ type: 'response.content_part.added', item_id: message.id, part: { type: 'output_text', text: '' } }),
    ...words(TEXT).map((delta) => named({ type: 'response.output_text.delta', item_id: message.id, delta })),
    named({ type: 'response.output_item.added', item: { ...call, arguments: '', status: 'in_progress' } }),
    ...ARGUMENTS.map((delta) =>
      named({ type: 'response.function_call_arguments.delta', delta, item_id: call.call_id }),
    ),
    named({ type: 'response.output_item.done', item: reasoning }),
    named({ type: 'response.output_text.done', item_id: message.id, text: TEXT }),
    named({ type: 'response.content_part.done', item_id: message.id, part }),
    named({ type: 'response.output_item.done', item: message }),
    named({ type: 'response.output_item.done', item: call }),
    named({
      type: 'response.completed',
      response: {
        id: begun.id,
        object: 'response',
        created_at: 1_790_000_000,
        status: 'completed',
        model: 'qwen3-4b-q4_k_m.gguf',
        output: [reasoning, message, call],
        usage: { input_tokens: 31, output_tokens: 24, total_tokens: 55 },
      },
    }),
  ],
}
