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
  if (damaged || !assembly.progress.created) return 'failed'
  if (assembly.router.items.some((item) => !item.done && isBrokenCall(item))) return 'failed'
  if (marker) return 'completed'
  const last = assembly.opened.at(-1)
  const closed = assembly.router.items.every((item) => item.done && item.closedByUpstream)
  return last && closed && FINAL_TYPES.has(last.type) && (last.item['status'] ?? 'completed') === 'completed'
    ? 'completed'
    : 'failed'
}

/** An open call whose arguments are no JSON was cut, whatever marker followed. */
function isBrokenCall(item: ItemState): boolean {
  if (item.type !== 'function_call') return false
  try {
    JSON.parse(item.own?.text.toString() ?? '')
    return false
  } catch {
    return true
  }
}
