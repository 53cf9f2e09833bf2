import type { CheckReport } from '@strict-responses/core'
import type { CannotRun } from '../cannot-run.js'

/** What became of one input. */
export interface Checked {
  readonly source: string
  /** Absent where the input could not be read. */
  readonly report?: CheckReport
  readonly problem?: CannotRun
  /** What is worth knowing besides, e.g. that the connection broke. */
  readonly notes: readonly string[]
}
