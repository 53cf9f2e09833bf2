import { type Ending, endingOf } from '../../protocol/endings.js'
import type { Report } from '../../repair.js'
import { brokenReply } from './finish.js'

/**
 * The finish reason of choice 0. A reason that names a cut is not taken back by a later one; `''` is a reason only where
 * the chunks before had none (koboldcpp), since some servers put it into every chunk (SGLang, GenieX).
 */
export class FinishReason {
  readonly #once: Report
  #emptyIsNone: boolean | undefined
  ending: Ending | undefined
  /** The error to report where the reason itself says that the reply broke. */
  failure: unknown

  constructor(once: Report) {
    this.#once = once
  }

  read(reason: unknown): void {
    this.#emptyIsNone ??= reason === ''
    // What is no text says nothing: the reply may go on, or break.
    if (typeof reason !== 'string' || (reason === '' && this.#emptyIsNone)) return
    const ending = reason === '' ? 'completed' : endingOf(reason)
    if (ending === undefined) {
      this.#once(
        'dialect/unknown-finish-reason',
        `finish_reason ${JSON.stringify(reason)} is unknown: the response is completed`,
      )
    }
    if (ending === 'error') this.failure = brokenReply(reason)
    else if (this.ending === undefined || this.ending === 'completed') this.ending = ending ?? 'completed'
  }
}
