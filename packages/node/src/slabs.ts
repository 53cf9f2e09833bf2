import type { Done } from './http-types.js'

const encoder = new TextEncoder()

export const EMPTY: Uint8Array = new Uint8Array(0)

/** Room for what waits for the end of a tick. */
export const SLAB_BYTES: number = 64 * 1024
/** Slabs kept for the next write, of all streams of the process: 2 MB. */
const MOST_FREE = 32

/**
 * A buffer for what is merged into one write, used again once the socket has sent it. A new one for each write is memory
 * outside the heap, of which V8 sees too much long before the heap gives it a reason to collect: with 16 busy streams it
 * marked the whole heap five times a second, a fifth of the time.
 */
export class Slab {
  readonly #bytes: Buffer = Buffer.allocUnsafeSlow(SLAB_BYTES)
  #used = 0
  readonly sent: Done = (error) => {
    // Who knows what still reads the bytes of a connection that broke.
    if (!error) this.free()
  }

  get used(): number {
    return this.#used
  }

  /** What has been added. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#used)
  }

  /** Adds a copy of bytes, for which there must be room. */
  add(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#used)
    this.#used += bytes.length
  }

  /** Adds a text in UTF-8, for three bytes a UTF-16 unit of which there must be room. */
  addText(text: string): void {
    const room = this.#used === 0 ? this.#bytes : this.#bytes.subarray(this.#used)
    this.#used += encoder.encodeInto(text, room).written
  }

  /** Nobody reads the bytes any more. */
  free(): void {
    this.#used = 0
    if (free.length < MOST_FREE) free.push(this)
  }
}

const free: Slab[] = []

/** An empty slab. */
export const takeSlab = (): Slab => free.pop() ?? new Slab()
