import type { Repair } from '@strict-responses/core'
import type { FrameFacts } from './read-frame.js'

/** How an event that leaves came to be: as it came, mended, converted from another dialect, or added. */
export type Relation = 'same' | 'mended' | 'converted' | 'added'

/** One frame that left. */
export interface Output {
  readonly text: string
  readonly facts: FrameFacts
  readonly relation: Relation
  /** What was repaired in it, or by it. */
  readonly repairs: readonly Repair[]
}

/** What came in at one moment, and what went out for it. */
export interface Step {
  readonly index: number
  /** `end` is the end of the input. */
  readonly kind: 'frame' | 'end'
  readonly text: string
  /** Line of the input where it begins, from 1. */
  readonly line: number
  readonly facts: FrameFacts
  readonly outputs: readonly Output[]
  /** Repairs that no frame left with: something was dropped, or leaves later. */
  readonly unplaced: readonly Repair[]
  /** Codes of repairs that are made here for the first time: later the code is enough. */
  readonly firsts: ReadonlySet<string>
  /** Milliseconds since the first byte. */
  readonly at: number
}
