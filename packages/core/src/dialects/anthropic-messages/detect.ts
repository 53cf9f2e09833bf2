import { isObject } from '../../json.js'

const EVENTS: ReadonlySet<unknown> = new Set([
  'message_start',
  'content_block_start',
  'content_block_delta',
  'content_block_stop',
  'message_delta',
  'message_stop',
])

/** Whether a frame is an event of an Anthropic Messages stream. `ping` and `error` are not Anthropic's alone. */
export function isAnthropicEvent(value: unknown): boolean {
  return isObject(value) && EVENTS.has(value['type'])
}
