import { each, itemEvents, TOOL_EVENTS } from './event-fields.js'
import { framesOf, parse } from './frames.js'
import {
  list,
  object,
  oneOf,
  optional,
  type Reader,
  type ReadResult,
  type Rule,
  record,
  string,
  tagged,
  unsigned,
} from './reader.js'

// 64bit/async-openai, types/responses/stream.rs and response.rs: serde, `#[serde(tag = "type")]`, no catch-all.
const unknown: Rule = (value) => `unknown variant ${(value as Event).type}`
const outputStatus = oneOf('in_progress', 'completed', 'incomplete')
const part = tagged(
  {
    output_text: object({ text: string, annotations: list() }),
    refusal: object({ refusal: string }),
    reasoning_text: object({ text: string }),
  },
  unknown,
)
const summaryPart = tagged({ summary_text: object({ text: string }) })
const item = tagged({
  message: object({ id: string, role: oneOf('assistant'), status: outputStatus, content: list(part) }),
  function_call: object({ arguments: string, call_id: string, name: string, status: optional(outputStatus) }),
  reasoning: object({ summary: list(summaryPart) }),
})
const usage = object({
  input_tokens: unsigned,
  input_tokens_details: object({ cached_tokens: unsigned }),
  output_tokens: unsigned,
  output_tokens_details: object({ reasoning_tokens: unsigned }),
  total_tokens: unsigned,
})
const response = object({
  id: string,
  object: string,
  created_at: unsigned,
  model: string,
  output: list(item),
  status: oneOf('completed', 'failed', 'in_progress', 'cancelled', 'queued', 'incomplete'),
  error: optional(object({ code: string, message: string })),
  incomplete_details: optional(object({ reason: string })),
  metadata: optional(record(string)),
  service_tier: optional(oneOf('auto', 'default', 'flex', 'scale', 'priority')),
  truncation: optional(oneOf('auto', 'disabled')),
  usage: optional(usage),
})

const lifecycle = ['created', 'in_progress', 'queued', 'completed', 'failed', 'incomplete']
const EVENTS = {
  ...each(lifecycle, { response }),
  ...itemEvents(part, item, summaryPart),
  ...TOOL_EVENTS,
  error: { message: string, code: optional(string), param: optional(string) },
}

const event = tagged(
  Object.fromEntries(
    Object.entries(EVENTS).map(([type, fields]) => [type, object({ sequence_number: unsigned, ...fields })]),
  ),
  unknown,
)

interface Event {
  readonly type: string
}

/** A bad event is an error of its own there and the stream goes on; here the first one counts. */
export const asyncOpenai: Reader = {
  name: 'async-openai',
  read(bytes): ReadResult {
    const events: object[] = []
    for (const { event: name, data } of framesOf(bytes)) {
      if (data === '[DONE]') break
      if (name === 'keepalive') continue
      const { value, error = event(value, '') } = parse(data)
      if (error !== undefined) return { events, error }
      events.push(value as Event)
    }
    return { events }
  },
}
