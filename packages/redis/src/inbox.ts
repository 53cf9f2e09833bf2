import type { RawEntry } from './entries.js'

/** Entries that may wait for a reader; one that falls further behind reads them from Redis when it comes to it. */
const CAPACITY = 1024

/** What has come for one reader. */
export class Inbox {
  readonly #signal: AbortSignal
  #entries: RawEntry[] = []
  #overflown = false
  #wake: () => void = () => {}

  constructor(signal: AbortSignal) {
    this.#signal = signal
    signal.addEventListener('abort', this.#woken)
  }

  get size(): number {
    return this.#entries.length
  }

  readonly put = (entries: readonly RawEntry[]): void => {
    if (this.#overflown) return
    if (this.#entries.length + entries.length > CAPACITY) this.#overflown = true
    else this.#entries.push(...entries)
    this.#wake()
  }

  take(): readonly RawEntry[] {
    const entries = this.#entries
    this.#entries = []
    return entries
  }

  clear(): void {
    this.#entries = []
    this.#overflown = false
  }

  /** Whether there is something to take: waits for it for `ms`. `false` too where something had to be left out. */
  async filled(ms: number): Promise<boolean> {
    if (this.#entries.length === 0 && !this.#overflown && !this.#signal.aborted) {
      let timer: NodeJS.Timeout | undefined
      await new Promise<void>((resolve) => {
        this.#wake = resolve
        timer = setTimeout(resolve, ms)
      })
      clearTimeout(timer)
    }
    return this.#entries.length > 0
  }

  close(): void {
    this.#signal.removeEventListener('abort', this.#woken)
  }

  readonly #woken = (): void => this.#wake()
}
