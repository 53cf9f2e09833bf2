/** One option of a command; without `value` it is a flag. */
export interface OptionSpec {
  readonly short?: string
  /** What stands for the value in the help, e.g. `NAME`. */
  readonly value?: string
  readonly choices?: readonly string[]
  /** The value is an integer between these two. */
  readonly integer?: readonly [least: number, most: number]
  /** May be given more than once. */
  readonly multiple?: boolean
  readonly help: string
}

/** The options of a command, by their names without dashes. */
export type OptionSpecs = Readonly<Record<string, OptionSpec>>
