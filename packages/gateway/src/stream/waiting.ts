/** Something that is waited for, and that others may interrupt. */
export interface Interruptible {
  /** Ends this wait. */
  wake(): void
  /** Ends this wait and all later ones with an error. */
  stop(reason: unknown): void
}

/** Waits for one thing after the other. */
export class Waiting implements Interruptible {
  #resolve: ((woken: undefined) => void) | undefined
  #reject: ((reason: unknown) => void) | undefined
  #stopped: { readonly reason: unknown } | undefined

  /** Resolves with `done` when the work is, without when it was woken; rejects where the work failed or was stopped. */
  wait<T>(work: Promise<T>): Promise<{ readonly done: T } | undefined> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
      work.then((done) => resolve({ done }), reject)
      if (this.#stopped) reject(this.#stopped.reason)
    })
  }

  wake(): void {
    this.#resolve?.(undefined)
  }

  stop(reason: unknown): void {
    this.#stopped ??= { reason }
    this.#reject?.(this.#stopped.reason)
  }
}
