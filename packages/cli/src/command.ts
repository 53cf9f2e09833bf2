import type { Io } from './io.js'
import type { Arguments } from './options/arguments.js'
import type { OptionSpecs } from './options/option-spec.js'

/** One command: what it takes, how it is explained, and what it does. */
export interface Command {
  readonly summary: string
  /** What stands in place of the positional arguments, e.g. `[FILE|-]`. */
  readonly operands: string
  /** How many positional arguments it takes at most. */
  readonly most: number
  readonly options: OptionSpecs
  readonly examples: readonly (readonly [line: string, what: string])[]
  /** What the exit codes mean, and whatever else a user should know. */
  readonly notes: readonly string[]
  /** Resolves to the exit code. */
  readonly run: (args: Arguments, io: Io) => Promise<number>
}
