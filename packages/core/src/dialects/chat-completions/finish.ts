import { isObject, type JsonObject } from '../../json.js'
import type { Ending } from '../../protocol/endings.js'
import type { Draft } from '../dialect.js'

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
