import type { Repair } from '@strict-responses/core'

/** What is counted of a request, for its line in the log. */
export class Tally {
  readonly started: number = performance.now()
  readonly repairs: Record<string, number> = {}
  bytes = 0
  firstEventMs: number | undefined

  repair({ code }: Repair): void {
    this.repairs[code] = (this.repairs[code] ?? 0) + 1
  }

  /** The first event leaves, if none has yet. */
  event(): void {
    this.firstEventMs ??= this.elapsed()
  }

  elapsed(): number {
    return Math.round((performance.now() - this.started) * 10) / 10
  }
}
