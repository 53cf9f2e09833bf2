import type { CheckReport, ClientIssue } from '@strict-responses/core'
import type { CannotRun } from '../cannot-run.js'

/** What became of one input. */
export interface Checked {
  readonly source: string
  /** Absent where the input could not be read. */
  readonly report?: CheckReport
  /** How it breaks the clients that were asked about. */
  readonly clients?: readonly ClientIssue[]
  readonly problem?: CannotRun
  /** What is worth knowing besides, e.g. that the connection broke. */
  readonly notes: readonly string[]
}
