import { type Mutant, mutants } from './mutant.js'

const of = mutants('check/', ['test/core/check.test.ts'])

/** Faults of the checker: each lets something pass. */
export const CHECK: readonly Mutant[] = [
  of(
    'wrong numbers pass after the first',
    'sequence.ts',
    'if (found === expected) return',
    'if (found === expected || !first) return',
  ),
  of(
    'a second response.created passes',
    'lifecycle.ts',
    '    if (this.#created) {',
    '    if (this.#created && this.#queued) {',
  ),
  of(
    'events for a done item pass',
    'items.ts',
    'if (!item.done) return false',
    'if (!item.done || !item.implied) return false',
  ),
  of('an added item may be full', 'items.ts', 'of fullFields(object)) {', 'of fullFields({})) {'),
  of(
    'two calls may share a call_id',
    'items.ts',
    'if (this.#callIds.has(key)) {',
    'if (this.#callIds.has(item.callId)) {',
  ),
  of(
    'a done that disagrees with its deltas passes',
    'parts.ts',
    "this.#compare('text/done-mismatch', text, data[family.field], family.field)",
    "this.#compare('text/done-mismatch', text, undefined, family.field)",
  ),
  of(
    'the final output may be in any order',
    'output.ts',
    'if (found < last) sorted = false',
    'if (found < last) sorted = true',
  ),
  of(
    'a top-level error key that is null passes',
    'errors.ts',
    "Object.hasOwn(data, 'error')) {",
    "(data['error'] ?? null) !== null) {",
  ),
  of(
    'a key in a message passes',
    'errors.ts',
    'else if (!isSafeMessage(message)) {',
    'else if (message.length > 9999 && !isSafeMessage(message)) {',
  ),
  of('a second [DONE] passes', 'ending.ts', 'else if (this.#doneCount === 2)', 'else if (this.#doneCount === 3)'),
  of(
    'a second terminal event passes',
    'ending.ts',
    "this.#after(row?.role === 'terminal', sent)",
    "if (row?.role !== 'terminal') this.#after(false, sent)",
  ),
  of('a byte order mark passes', 'framing.ts', 'if (bom) this.#fault(', 'if (bom && !valid) this.#fault('),
]
