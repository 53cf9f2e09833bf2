import type { RuleCode } from './rules.js'

/** Where in the stream an issue stands. */
export interface CheckPlace {
  /** Index of the event, from 0; at the end of the stream, the number of events. */
  readonly event: number
  /** Line of the input, from 1. */
  readonly line: number
  readonly type?: string
  /** Path in the event, e.g. `response.usage.input_tokens_details.cache_write_tokens`. */
  readonly path?: string
  readonly sequence_number?: number
}

/** One way in which a stream is not strict. */
export interface CheckIssue {
  readonly code: RuleCode
  /** What was expected, and what was found. */
  readonly message: string
  readonly at: CheckPlace
}

/** What the checker found. */
export interface CheckReport {
  /** Whether the stream is strict. */
  readonly ok: boolean
  readonly issues: readonly CheckIssue[]
  /** Events read, `[DONE]` and comments aside. */
  readonly events: number
}

/** Issues beyond this many are counted, not kept. */
const MOST_ISSUES = 1000

/** Collects issues, each at the place that is being read. */
export class Reporter {
  #place: CheckPlace = { event: 0, line: 1 }
  #issues: CheckIssue[] = []
  #more = 0

  /** Moves on to a place of the stream. */
  at(place: CheckPlace): void {
    this.#place = place
  }

  /** Moves on to a line, within the same event. */
  line(line: number): void {
    this.#place = { event: this.#place.event, line }
  }

  add(code: RuleCode, message: string, path?: string): void {
    if (this.#issues.length < MOST_ISSUES) {
      this.#issues.push({ code, message, at: path === undefined ? this.#place : { ...this.#place, path } })
    } else this.#more++
  }

  /** Forgets what was found: the stream is not one of ours. */
  clear(): void {
    this.#issues = []
    this.#more = 0
  }

  finish(events: number): CheckReport {
    if (this.#more > 0) {
      const message = `expected at most ${MOST_ISSUES} issues; ${this.#more} more are not listed`
      this.#issues.push({ code: 'report/truncated', message, at: this.#place })
      this.#more = 0
    }
    return { ok: this.#issues.length === 0, issues: this.#issues, events }
  }
}
