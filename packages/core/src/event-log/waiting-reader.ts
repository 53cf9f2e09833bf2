/** A reader of a stream, as its writer sees it. */
export class WaitingReader {
  readonly #signal: AbortSignal
  #timer: ReturnType<typeof setTimeout> | undefined
  #resolve: (() => void) | undefined

  constructor(signal: AbortSignal) {
    this.#signal = signal
    signal.addEventListener('abort', this.wake)
  }

  /** Resolves when something has changed, the reader has left, or `ms` have passed. */
  changed(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#resolve = resolve
      this.#timer = setTimeout(this.wake, ms)
    })
  }

  readonly wake = (): void => {
    clearTimeout(this.#timer)
    this.#resolve?.()
  }

  close(): void {
    this.wake()
    this.#signal.removeEventListener('abort', this.wake)
  }
}
