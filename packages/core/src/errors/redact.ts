import { capMessage } from './cap-message.js'
import { head } from './head.js'
import { looksLikeLeak } from './leak.js'
import { REDACTIONS } from './redactions.js'

const ROUNDS = 6
const NOTHING_LEFT = '[redacted]'

function round(text: string): string {
  return capMessage(REDACTIONS.reduce((done, rule) => done.replace(...rule), text))
}

/**
 * Takes paths, addresses, keys, e-mail addresses and stack frames out of a message, and caps it.
 *
 * Rules run until nothing changes, which makes it idempotent by construction: what leaves is what no rule touches.
 */
export function redact(text: string): string {
  let before = head(text)
  for (let turn = 0; turn < ROUNDS; turn++) {
    const after = round(before)
    if (after === before) return after
    before = after
  }
  return NOTHING_LEFT
}

/** Whether an upstream's message may reach the client exactly as it is. */
export function isSafeMessage(text: string): boolean {
  return redact(capMessage(text)) === text && !looksLikeLeak(text)
}
