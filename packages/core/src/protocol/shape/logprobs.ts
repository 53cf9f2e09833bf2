import type { FieldContext } from './context.js'
import { given, integer, number, or, string } from './scalars.js'
import { INVALID, list, object, type Shape } from './shape.js'

const one = { token: given(string), logprob: given(number()), bytes: list(integer()) }

/** Log probabilities, the same in both profiles. */
export const LOGPROBS: Shape = or(list(object({ ...one, top_logprobs: list(object(one)) })), () => [])

/** The log probabilities as the schema wants them; what cannot be mended is dropped. */
export function completeLogprobs(value: unknown, context: FieldContext): unknown[] {
  // Where an upstream's event lacks them, that is told when it leaves; a draft has none to lack.
  if (value === undefined) return []
  const fitted = LOGPROBS.fit(value, 'logprobs', context.report)
  if (fitted !== INVALID) return fitted as unknown[]
  context.report('fields/invalid', 'logprobs was invalid and is now neutral')
  return []
}
