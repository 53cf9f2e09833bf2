import { readFacts } from './facts.js'
import { responseCodeOf } from './response-code.js'
import type { SafeError } from './safe-error.js'
import { SAFE_MESSAGES, safeType } from './safe-messages.js'
import { safeText } from './safe-text.js'

/**
 * Makes what an upstream declared to be an error safe to show: any of the shapes that servers send, flat, nested, a
 * string, a number, null, or JSON in a string.
 *
 * Its code, type and param stay where they are plain names; its message stays, redacted and capped, unless it is a stack
 * trace, a page or a body. What leaves is a fixed point: declared again, it is the same error.
 */
export function declaredError(value: unknown): SafeError {
  const facts = readFacts(value)
  const responseCode = responseCodeOf(facts)
  const message = facts.message === undefined ? undefined : safeText(facts.message)
  const named = facts.code !== undefined && !/^\d+$/.test(facts.code)
  return {
    type: facts.type ?? safeType(responseCode),
    code: facts.code ?? responseCode,
    message: message ?? SAFE_MESSAGES[responseCode],
    param: facts.param ?? null,
    responseCode,
    // A number tells no client what to do, and the field is a name in every schema.
    wireCode: named ? (facts.code ?? responseCode) : responseCode,
  }
}
