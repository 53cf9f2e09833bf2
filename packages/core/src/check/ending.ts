import type { CheckEvent } from './event.js'
import type { CheckSettings } from './options.js'
import type { Reporter } from './report.js'

/** How the stream ends: perhaps `error`, one terminal event, `[DONE]`, and nothing more. */
export class EndingReader {
  readonly #report: Reporter
  readonly #settings: CheckSettings
  #terminal = false
  #afterSeen = false
  /** Whether an `error` waits for its `response.failed`. */
  #waiting = false
  #errors = 0
  #doneCount = 0
  #early = false

  constructor(report: Reporter, settings: CheckSettings) {
    this.#report = report
    this.#settings = settings
  }

  /** Reads an event; returns whether it still belongs to the stream. */
  feed({ row, type, sent }: CheckEvent): boolean {
    if (this.#terminal) {
      this.#after(row?.role === 'terminal', sent)
      return false
    }
    if (this.#doneCount > 0) this.#early = true
    if (this.#waiting && type !== 'keepalive') this.#follow(type, sent)
    if (row?.role === 'error') {
      this.#waiting = true
      if (++this.#errors === 2) this.#report.add('error/duplicate', 'expected one `error`, found another')
    }
    if (row?.role === 'terminal') {
      this.#terminal = true
      if (this.#early) this.#report.add('done/early', 'expected `data: [DONE]` after the terminal event')
    }
    return true
  }

  #after(terminal: boolean, sent: string): void {
    if (this.#afterSeen) return
    this.#afterSeen = true
    if (terminal) this.#report.add('terminal/duplicate', `expected one terminal event, found \`${sent}\` as well`)
    else this.#report.add('terminal/event-after', `expected no event after the terminal one, found \`${sent}\``)
  }

  /** A comment: the reply ends at its terminal event and `[DONE]`, so that a comment after them would not leave. */
  comment(): void {
    if (this.#terminal) this.#after(false, 'a comment')
  }

  #follow(type: string, sent: string): void {
    this.#waiting = false
    if (type === 'response.failed' || type === 'error') return
    this.#report.add('error/not-followed-by-failed', `expected \`response.failed\` after \`error\`, found \`${sent}\``)
  }

  /** A frame that holds `[DONE]`. */
  done(bare: boolean): void {
    this.#doneCount++
    if (!this.#settings.done) {
      if (this.#doneCount === 1) this.#report.add('done/unexpected', 'expected no `data: [DONE]`')
    } else if (this.#doneCount === 2) this.#report.add('done/duplicate', 'expected one `data: [DONE]`, found another')
    else if (!bare) this.#report.add('done/not-bare', 'expected exactly `data: [DONE]`, with no other field')
  }

  /** The input is over. */
  end(): void {
    if (this.#waiting) {
      this.#report.add('error/not-followed-by-failed', 'expected `response.failed` after `error`, found the end')
    } else if (!this.#terminal && this.#errors === 0) {
      const expected = '`response.completed`, `response.incomplete` or `response.failed`'
      this.#report.add('terminal/missing', `expected ${expected}, found the end`)
    } else if (this.#settings.done && this.#doneCount === 0) {
      this.#report.add('done/missing', 'expected `data: [DONE]` at the end')
    }
  }
}
