import { loopTime } from '../loop-time.js'

/** How long a reply may take to begin, in milliseconds: a busy machine is no server that hangs. */
export const BEGINNING_MS = 10_000

/**
 * Waits for a reply; calls `hung` once it has not ended for `ms` of the event loop's time from its first byte on, or not
 * begun for `beginningMs`.
 */
export class Patience {
  #since = loopTime()
  #ms: number
  readonly #own: number
  readonly #timer: NodeJS.Timeout

  constructor(ms: number, beginningMs: number, hung: () => void) {
    this.#own = ms
    this.#ms = beginningMs
    this.#timer = setInterval(() => {
      if (loopTime() - this.#since < this.#ms) return
      this.stop()
      hung()
    }, 10)
  }

  /** The first byte came. */
  begin(): void {
    this.#since = loopTime()
    this.#ms = this.#own
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}
