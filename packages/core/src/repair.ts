/** One thing that was put right, or dropped, on the way through. */
export interface Repair {
  /** Stable code, `area/what`, e.g. `lifecycle/missing-output-text-done`. */
  readonly code: string
  /** What was wrong and what was done about it. */
  readonly message: string
  /** The `sequence_number` of the event that leaves with the repair, or the next one to leave. */
  readonly sequenceNumber?: number | undefined
}

/** Called for each repair; the `sequence_number` is added by the normalizer. */
export type Report = (code: string, message: string) => void
