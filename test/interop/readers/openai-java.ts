import { each, itemEvents, TOOL_EVENTS } from './event-fields.js'
import { framesOf, parse } from './frames.js'
import {
  anything,
  boolean,
  isObject,
  list,
  number,
  object,
  oneOf,
  optional,
  type Reader,
  type ReadResult,
  record,
  string,
  tagged,
  unsigned,
} from './reader.js'

// openai/openai-java with `responseValidation(true)`: every model validates itself, enums and unions know no other value.
const status = oneOf('in_progress', 'completed', 'incomplete')
const part = tagged({
  output_text: object({ text: string, annotations: list() }),
  refusal: object({ refusal: string }),
  reasoning_text: object({ text: string }),
})
const summaryPart = tagged({ summary_text: object({ text: string }) })
const item = tagged({
  message: object({ id: string, role: oneOf('assistant'), status, content: list(part) }),
  function_call: object({ arguments: string, call_id: string, name: string, status: optional(status) }),
  reasoning: object({ id: string, summary: list(summaryPart), status: optional(status) }),
})
const CODES = [
  'server_error',
  'rate_limit_exceeded',
  'invalid_prompt',
  'data_residency_mismatch',
  'bio_policy',
  'vector_store_timeout',
  'invalid_image',
  'invalid_image_format',
  'invalid_base64_image',
  'invalid_image_url',
  'image_too_large',
  'image_too_small',
  'image_parse_error',
  'image_content_policy_violation',
  'invalid_image_mode',
  'image_file_too_large',
  'unsupported_image_media_type',
  'empty_image_file',
  'failed_to_download_image',
  'image_file_not_found',
]
const response = object({
  id: string,
  object: oneOf('response'),
  created_at: number,
  model: string,
  output: list(item),
  parallel_tool_calls: boolean,
  tool_choice: anything,
  tools: list(),
  error: optional(object({ code: oneOf(...CODES), message: string })),
  incomplete_details: optional(object({ reason: optional(oneOf('max_output_tokens', 'content_filter')) })),
  metadata: optional(record(string)),
  status: optional(oneOf('completed', 'failed', 'in_progress', 'cancelled', 'queued', 'incomplete')),
  service_tier: optional(oneOf('auto', 'default', 'flex', 'scale', 'priority')),
  truncation: optional(oneOf('auto', 'disabled')),
  usage: optional(
    object({
      input_tokens: unsigned,
      input_tokens_details: object({ cached_tokens: unsigned }),
      output_tokens: unsigned,
      output_tokens_details: object({ reasoning_tokens: unsigned }),
      total_tokens: unsigned,
    }),
  ),
})
const withLogprobs = { logprobs: list(object({ token: string, logprob: number })) }
const ITEMS = itemEvents(part, item, summaryPart)
const EVENTS = {
  ...each(['created', 'in_progress', 'queued', 'completed', 'failed', 'incomplete'], { response }),
  ...ITEMS,
  'response.output_text.delta': { ...ITEMS['response.output_text.delta'], ...withLogprobs },
  'response.output_text.done': { ...ITEMS['response.output_text.done'], ...withLogprobs },
  'response.function_call_arguments.done': { ...ITEMS['response.function_call_arguments.done'], name: string },
  ...TOOL_EVENTS,
  error: { message: string, code: optional(string), param: optional(string) },
}
const event = tagged(
  Object.fromEntries(
    Object.entries(EVENTS).map(([type, fields]) => [type, object({ sequence_number: unsigned, ...fields })]),
  ),
  (value) => `Unknown ResponseStreamEvent: ${JSON.stringify(value)}`,
)

export const openaiJava: Reader = {
  name: 'openai-java',
  read(bytes): ReadResult {
    const events: object[] = []
    for (const { data } of framesOf(bytes, { bom: false })) {
      if (data.startsWith('[DONE]')) break
      const { value, error } = parse(data)
      if (error !== undefined) return { events, error }
      // A truthy `error` is an exception of the API, whatever else the event says.
      if (isObject(value) && value['error'] !== undefined && value['error'] !== null)
        return { events, error: `SseException: ${JSON.stringify(value['error'])}` }
      const wrong = event(value, '')
      if (wrong !== undefined) return { events, error: wrong }
      events.push(value as object)
    }
    return { events }
  },
}
