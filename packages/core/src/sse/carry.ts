import { EMPTY } from './output-buffer.js'

/** Room that a stream may keep between frames; a larger one is given back. */
const SPARE_BYTES = 64 * 1024

/** Joins what is left of earlier chunks with the next one, at a cost linear in the input however small the chunks are. */
export class Carry {
  #room = EMPTY

  /** A view of `view` from `keep` on, and then `chunk`; `chunk` itself when nothing is left. */
  join(view: Uint8Array, keep: number, chunk: Uint8Array): Uint8Array {
    const left = view.length - keep
    const length = left + chunk.length
    if (left === 0) {
      if (this.#room.length > SPARE_BYTES) this.#room = EMPTY
      return chunk
    }
    const at = view.byteOffset + keep
    if (this.owns(view) && at + length <= this.#room.length) {
      this.#room.set(chunk, at + left)
      return this.#room.subarray(at, at + length)
    }
    // Only a half-empty room is compacted: each copied byte is then paid for by one that was read.
    const room = length * 2 <= this.#room.length ? this.#room : new Uint8Array(length * 2)
    room.set(view.subarray(keep))
    room.set(chunk, left)
    this.#room = room
    return room.subarray(0, length)
  }

  /** Whether the bytes are the carry's own, so that no one else writes to them. */
  owns(view: Uint8Array): boolean {
    return view.buffer === this.#room.buffer
  }
}
