import { CALLS } from './calls.js'
import { CANONICAL } from './canonical-rows.js'
import { ENDINGS } from './endings.js'
import { ERRORS } from './errors.js'
import type { Fault } from './fault.js'
import { FIELDS } from './fields.js'
import { FRAMING } from './framing.js'
import { LIFECYCLE } from './lifecycle.js'
import { NUMBERING } from './numbering.js'

/** Every faulty upstream: the rows of the matrix. */
export const FAULTS: readonly Fault[] = [
  ...CANONICAL,
  ...NUMBERING,
  ...LIFECYCLE,
  ...FIELDS,
  ...FRAMING,
  ...ERRORS,
  ...ENDINGS,
  ...CALLS,
]

/** A row by name. */
export function fault(name: string): Fault {
  const found = FAULTS.find((one) => one.name === name)
  if (!found) throw new Error(`no fault ${name}`)
  return found
}
