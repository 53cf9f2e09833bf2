export const EMPTY: Uint8Array = new Uint8Array(0)

const FIRST_BYTES = 1024
const MOST_BYTES = 64 * 1024

/**
 * Where streams write what leaves, piece by piece, and never twice into the same bytes: a buffer of one's own for each
 * small output costs more than what is written into it.
 */
export interface OutputBuffer {
  readonly bytes: Uint8Array
  /** Bytes that have been handed out. */
  used: number
  /** Begins anew with room for `size` bytes at least, twice that where they go on growing. */
  renew(size: number, growing: boolean): void
  /** What was written has been taken: a buffer that was made large for it is not kept. */
  taken(): void
}

/**
 * Makes the buffer that one stream writes into, or that many share: an idle stream then holds none of its own. Nobody
 * who shares it may transfer or detach what `push` returned, as `postMessage` with a transfer list does.
 *
 * @example
 * const output = createOutputBuffer()
 * const one = createNormalizer({ output })
 * const another = createNormalizer({ output })
 */
export function createOutputBuffer(): OutputBuffer {
  return new GrowingBuffer()
}

class GrowingBuffer implements OutputBuffer {
  bytes: Uint8Array = EMPTY
  used = 0
  #next = FIRST_BYTES

  renew(size: number, growing: boolean): void {
    this.bytes = new Uint8Array(size <= this.#next ? this.#next : growing ? size * 2 : size)
    this.used = 0
    // A short or idle stream is not to hold what only a long one needs.
    this.#next = Math.min(this.#next * 2, MOST_BYTES)
  }

  taken(): void {
    if (this.bytes.length <= MOST_BYTES) return
    this.bytes = EMPTY
    this.used = 0
  }
}
