import { EMPTY } from '../sse/output-buffer.js'

const LF = 10
const CR = 13

/** Gathers small pieces of one frame, so that a chunk of a few bytes costs no more than its copy. */
export class HeldBytes {
  /** Bytes that may still come before there is anything to look at; 0 while nothing is held. */
  room = 0
  #bytes = EMPTY
  #length = 0

  /** Keeps a piece; `false`, with nothing kept, where it may complete a frame: a line end may be the end of another one. */
  take(piece: Uint8Array): boolean {
    const { length } = piece
    if (length >= this.room) return false
    if (this.#bytes.length < this.#length + this.room) this.#grow()
    const bytes = this.#bytes
    const at = this.#length
    for (let i = 0; i < length; i++) {
      const byte = piece[i] as number
      if (byte === LF || byte === CR) return false
      bytes[at + i] = byte
    }
    this.#length += length
    this.room -= length
    return true
  }

  /** All that was kept, and `last`; valid until the next piece is taken. */
  release(last: Uint8Array): Uint8Array {
    this.room = 0
    if (this.#length === 0) return last
    const length = this.#length + last.length
    if (this.#bytes.length < length) this.#grow(length)
    this.#bytes.set(last, this.#length)
    this.#length = 0
    return this.#bytes.subarray(0, length)
  }

  #grow(size: number = this.#length + this.room): void {
    const grown = new Uint8Array(size * 2)
    grown.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = grown
  }
}
