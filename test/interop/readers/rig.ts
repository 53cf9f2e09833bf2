import { each } from './event-fields.js'
import { framesOf, parse } from './frames.js'
import {
  type Fields,
  isObject,
  list,
  object,
  oneOf,
  optional,
  type Reader,
  type ReadResult,
  string,
  tagged,
  unsigned,
} from './reader.js'

// 0xPlaygrounds/rig, providers/openai/responses_api/streaming.rs: a known type that does not decode is an error, an
// unknown one is skipped, `error` events are looked for first.
const summaryPart = tagged({ summary_text: object({ text: string }) })
const part = tagged({ output_text: object({ text: string }) })
const status = oneOf('in_progress', 'completed', 'incomplete')
const item = tagged({
  message: object({ id: string, role: oneOf('assistant'), status, content: list() }),
  function_call: object({ arguments: string, call_id: string, name: string, status }),
  reasoning: object({ id: string }),
})
const response = object({
  id: string,
  object: oneOf('response'),
  created_at: unsigned,
  status: string,
  model: string,
  error: optional(object({ code: string, message: string })),
  incomplete_details: optional(object({ reason: string })),
  instructions: optional(string),
  usage: optional(object({ input_tokens: unsigned, output_tokens: unsigned, total_tokens: unsigned })),
})

const content: Fields = { output_index: unsigned, content_index: unsigned }
const call: Fields = { output_index: unsigned, content_index: optional(unsigned) }
const summary: Fields = { output_index: unsigned, summary_index: unsigned }
const KNOWN: { readonly [type: string]: Fields } = {
  ...each(['created', 'in_progress', 'completed', 'failed', 'incomplete'], { response }),
  ...each(['output_item.added', 'output_item.done'], { output_index: unsigned, item }),
  ...each(['content_part.added', 'content_part.done'], { ...content, part }),
  ...each(['output_text.delta', 'refusal.delta'], { ...content, delta: string }),
  ...each(['output_text.done', 'reasoning_text.done'], { ...content, text: string }),
  ...each(['refusal.done'], { ...content, refusal: string }),
  ...each(['function_call_arguments.delta', 'reasoning_text.delta'], { ...call, delta: string }),
  ...each(['function_call_arguments.done'], { ...call, arguments: string }),
  ...each(['reasoning_summary_part.added', 'reasoning_summary_part.done'], { ...summary, part: summaryPart }),
  ...each(['reasoning_summary_text.delta'], { ...summary, delta: string }),
  ...each(['reasoning_summary_text.done'], { ...summary, text: string }),
}
const RULES = Object.fromEntries(
  Object.entries(KNOWN).map(([type, fields]) => [type, object({ sequence_number: unsigned, ...fields })]),
)

/** Without a terminal event there is no final record: that is an error to whoever waits for it. */
export const rig: Reader = {
  name: 'Rig',
  read(bytes): ReadResult {
    const events: object[] = []
    let terminal = false
    for (const { data } of framesOf(bytes)) {
      if (data.trim() === '' || data === '[DONE]') continue
      const { value, error } = parse(data)
      if (error !== undefined) return { events, error }
      if (!isObject(value) || typeof value['type'] !== 'string') continue
      const { type } = value
      if (type === 'error') return { events, error: `provider: ${JSON.stringify(value['error'] ?? value)}` }
      const wrong = RULES[type]?.(value, '')
      if (wrong !== undefined) return { events, error: wrong }
      if (type === 'response.failed') return { events, error: `provider: ${JSON.stringify(value['response'])}` }
      if (type === 'response.completed' || type === 'response.incomplete') terminal = true
      events.push(value)
    }
    return terminal ? { events } : { events, error: 'stream did not yield a terminal response event' }
  },
}
