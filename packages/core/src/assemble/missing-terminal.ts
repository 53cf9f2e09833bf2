import type { Outcome } from '../options.js'
import type { Assembly } from './assembly.js'
import type { ItemState } from './state.js'

/** What is known about an end without a terminal event. */
export interface Evidence {
  /** Whether `[DONE]` came. */
  readonly marker: boolean
  /** Whether a frame was lost on the way. */
  readonly damaged: boolean
}

const FINAL_TYPES = new Set(['message', 'function_call', 'custom_tool_call'])

/** What a stream without a terminal event becomes: completed only on evidence (option `onMissingTerminal`). */
export function missingTerminal(assembly: Assembly, policy: 'auto' | Outcome, { marker, damaged }: Evidence): Outcome {
  if (policy !== 'auto') return policy
  if (damaged || !assembly.begun) return 'failed'
  if (assembly.router.items.some((item) => !item.done && isBrokenCall(item))) return 'failed'
  if (marker) return 'completed'
  const last = assembly.opened.at(-1)
  const closed = assembly.router.items.every((item) => item.done && item.closedByUpstream)
  return last && closed && FINAL_TYPES.has(last.type) && (last.item['status'] ?? 'completed') === 'completed'
    ? 'completed'
    : 'failed'
}

/** An open call was cut, whatever marker followed, if its arguments are no JSON, or it has no input to appear with. */
function isBrokenCall({ type, own, index }: ItemState): boolean {
  const text = own === undefined ? '' : own.text.length > 0 ? own.text.toString() : own.held
  if (type === 'custom_tool_call') return index < 0 && text === ''
  if (type !== 'function_call') return false
  try {
    JSON.parse(text)
    return false
  } catch {
    return true
  }
}
