import type { Readable } from 'node:stream'
import type { Interruptible } from './waiting.js'

/** What a wait for more ended with. */
export type More = 'more' | 'end' | 'woken'

/**
 * Reads a body piece by piece: what has come is taken at once and in one piece, and nothing is fetched that nobody reads.
 * One promise for each wait, since a wait is what most tokens cost.
 */
export class Chunks implements Interruptible {
  readonly #body: Readable
  #over = false
  #error: unknown
  #resolve: ((more: More) => void) | undefined
  #reject: ((error: unknown) => void) | undefined

  constructor(body: Readable) {
    this.#body = body
    body.on('readable', () => this.#settle('more'))
    body.on('end', () => this.#ended(undefined))
    body.on('error', (error) => this.#ended(error))
    body.on('close', () => this.#ended(new Error('the upstream closed the connection before its reply was whole')))
  }

  /** What has come; null where nothing has, or the body has ended. */
  read(): Uint8Array | null {
    return this.#body.read() as Uint8Array | null
  }

  /** Resolves when there may be more to read, at the end, or when woken; rejects where the body broke or was stopped. */
  more(): Promise<More> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
      if (this.#over) this.#settle('end')
      else if (this.#body.readableLength > 0) this.#settle('more')
    })
  }

  wake(): void {
    this.#settle('woken')
  }

  stop(reason: unknown): void {
    this.#over = true
    this.#error = reason
    this.#settle('end')
  }

  #ended(error: unknown): void {
    if (this.#over) return
    this.#over = true
    this.#error = error
    this.#settle('end')
  }

  #settle(more: More): void {
    const [resolve, reject] = [this.#resolve, this.#reject]
    this.#resolve = this.#reject = undefined
    if (more === 'end' && this.#error !== undefined) reject?.(this.#error)
    else resolve?.(more)
  }
}
