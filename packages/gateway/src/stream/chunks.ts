import type { Readable } from 'node:stream'

/**
 * Reads a body piece by piece: what has come is taken at once and in one piece, and nothing is fetched that nobody reads.
 */
export class Chunks {
  readonly #body: Readable
  #over = false
  #error: unknown
  #wake: (() => void) | undefined

  constructor(body: Readable) {
    this.#body = body
    body.on('readable', () => this.#woken())
    body.on('end', () => this.#ended(undefined))
    body.on('error', (error) => this.#ended(error))
    body.on('close', () => this.#ended(new Error('the upstream closed the connection before its reply was whole')))
  }

  /** What has come; null where nothing has, or the body has ended. */
  read(): Uint8Array | null {
    return this.#body.read() as Uint8Array | null
  }

  /** Resolves when there may be more to read; false at the end, and rejects where the body broke. */
  more(): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const answer = (): void => (this.#error === undefined ? resolve(!this.#over) : reject(this.#error))
      if (this.#over || this.#body.readableLength > 0) answer()
      else this.#wake = answer
    })
  }

  #ended(error: unknown): void {
    if (this.#over) return
    this.#over = true
    this.#error = error
    this.#woken()
  }

  #woken(): void {
    const wake = this.#wake
    this.#wake = undefined
    wake?.()
  }
}
