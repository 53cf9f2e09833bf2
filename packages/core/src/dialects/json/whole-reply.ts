import { isObject, type JsonObject } from '../../json.js'
import type { Draft } from '../dialect.js'

/** What a whole Response leaves as, by its status; one that goes on has no end yet. */
const EVENTS: Readonly<Record<string, string>> = {
  queued: 'response.queued',
  in_progress: 'response.in_progress',
  incomplete: 'response.incomplete',
  failed: 'response.failed',
  cancelled: 'response.failed',
}

const GOES_ON: ReadonlySet<unknown> = new Set(['queued', 'in_progress'])

/** Whether a value is a Response object that no event wraps. */
export function isBareResponse(value: unknown): value is JsonObject {
  return isObject(value) && value['object'] === 'response' && typeof value['type'] !== 'string'
}

/** Whether a value is a Response object that has ended. One in the background is only the beginning of a reply. */
export function isWholeResponse(value: unknown): value is JsonObject {
  return isBareResponse(value) && !GOES_ON.has(value['status'])
}

/** Whether a value is a whole Anthropic message. */
export function isWholeMessage(value: unknown): value is JsonObject {
  return (
    isObject(value) && value['type'] === 'message' && value['role'] === 'assistant' && Array.isArray(value['content'])
  )
}

/**
 * The drafts that a Response object stands for: its beginning with what it says of itself, and its end, whose output is
 * added whole, item by item.
 */
export function responseDrafts(response: JsonObject): readonly Draft[] {
  const status = String(response['status'])
  const type = (Object.hasOwn(EVENTS, status) && EVENTS[status]) || 'response.completed'
  return [
    { type: 'response.created', response },
    { type, response },
  ]
}
