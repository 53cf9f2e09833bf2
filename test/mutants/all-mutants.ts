import { ASSEMBLE } from './assemble-mutants.js'
import { CHECK } from './check-mutants.js'
import type { Mutant } from './mutant.js'
import { OTHER } from './other-mutants.js'

/** Every mutant. */
export const ALL: readonly Mutant[] = [...ASSEMBLE, ...OTHER, ...CHECK]
