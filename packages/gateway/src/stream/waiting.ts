/** What interrupts a wait, after so many milliseconds. */
export interface Alarm {
  readonly after: number
  readonly ring: () => void
}

/** The longest delay that a timer takes; beyond it Node fires at once. */
const LONGEST = 2 ** 31 - 1

/**
 * Waits for one thing after the other, and can be interrupted: by an alarm, by `wake`, for good by `stop`.
 *
 * The timer runs only while something is waited for, so that a slow client never counts as a silent backend.
 */
export class Waiting {
  #wake: (() => void) | undefined
  #reject: ((reason: unknown) => void) | undefined
  #stopped: { readonly reason: unknown } | undefined

  /** Resolves with `done` when the work is, without when it was interrupted; rejects where the work failed or was stopped. */
  wait<T>(work: Promise<T>, alarm: Alarm | undefined): Promise<{ readonly done: T } | undefined> {
    return new Promise((resolve, reject) => {
      const timer = alarm && setTimeout(() => alarm.ring(), Math.min(Math.max(alarm.after, 0), LONGEST))
      const settle = (): void => {
        clearTimeout(timer)
        this.#wake = this.#reject = undefined
      }
      this.#wake = () => {
        settle()
        resolve(undefined)
      }
      this.#reject = (reason) => {
        settle()
        reject(reason)
      }
      work.then(
        (done) => {
          settle()
          resolve({ done })
        },
        (error) => this.#reject?.(error),
      )
      if (this.#stopped) this.#reject(this.#stopped.reason)
    })
  }

  wake(): void {
    this.#wake?.()
  }

  stop(reason: unknown): void {
    this.#stopped ??= { reason }
    this.#reject?.(this.#stopped.reason)
  }
}
