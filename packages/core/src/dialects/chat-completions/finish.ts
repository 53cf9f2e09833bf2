import { isObject, type JsonObject } from '../../json.js'
import type { Draft } from '../dialect.js'

/** How a reply ended: whole, or cut for a reason that Responses knows. */
export type Ending = 'completed' | 'max_output_tokens' | 'content_filter'

const REASONS: Readonly<Record<Ending | 'error', string>> = {
  completed:
    'stop stopped eos eos_token eot end_turn stop_sequence stop_token tool_calls tool_call tool_use function_call normal complete completed done end finished pause_turn',
  max_output_tokens:
    'length max_tokens model_length max_length max_output_tokens max_new_tokens token_limit model_context_window_exceeded',
  content_filter:
    'content_filter content_filtered safety image_safety sensitive refusal recitation blocklist prohibited_content spii moderation guardrail_intervened guardrails blocked',
  error:
    'error abort aborted cancelled canceled timeout network_error server_error internal_error insufficient_system_resource',
}

const ENDINGS: ReadonlyMap<string, Ending | 'error'> = new Map(
  Object.entries(REASONS).flatMap(([ending, words]) =>
    words.split(' ').map((word) => [word, ending as Ending | 'error'] as const),
  ),
)

/** How a reply with this finish or stop reason ended; `error` where it broke, `undefined` for a word that nobody knows. */
export function endingOf(reason: unknown): Ending | 'error' | undefined {
  return typeof reason === 'string' ? ENDINGS.get(reason.toLowerCase()) : undefined
}

/** The terminal draft for a reply that did not break. */
export function terminalDraft(ending: Ending, response: JsonObject): Draft {
  if (ending === 'completed') return { type: 'response.completed', response: { ...response, status: 'completed' } }
  const incomplete_details = { reason: ending }
  return { type: 'response.incomplete', response: { ...response, status: 'incomplete', incomplete_details } }
}

/** The draft that gives a failed response the usage that was told; what went wrong is in the error before it. */
export function failedDraft(response: JsonObject): Draft | undefined {
  if (!isObject(response['usage'])) return undefined
  return { type: 'response.failed', response: { ...response, status: 'failed' } }
}

/** The error of a reply whose finish or stop reason says that it broke. */
export function brokenReply(reason: unknown): JsonObject {
  return { error: { code: 'server_error', message: `The reply ended with ${JSON.stringify(reason)}` } }
}
