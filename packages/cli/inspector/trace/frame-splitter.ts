/** A piece of the input that ends with a blank line, or with the input. */
export interface RawFrame {
  readonly bytes: Uint8Array
  /** Line of its first byte, from 1. */
  readonly line: number
}

const LF = 10
const CR = 13
const EMPTY: Uint8Array = new Uint8Array(0)

/** Cuts bytes after each blank line that ends a frame; nothing is lost: the pieces joined are the input. */
export class FrameSplitter {
  #rest: Uint8Array = EMPTY
  /** Up to where `#rest` has been looked at. */
  #at = 0
  #line = 1
  /** Line ends in `#rest` up to `#at`. */
  #lines = 0
  /** Whether the line that is being read has bytes, and whether any line of the frame had. */
  #lineHasBytes = false
  #frameHasBytes = false

  push(chunk: Uint8Array): RawFrame[] {
    const bytes = join(this.#rest, chunk)
    const frames: RawFrame[] = []
    let start = 0
    let at = this.#at
    for (; at < bytes.length; at++) {
      const byte = bytes[at]
      if (byte !== LF && byte !== CR) {
        this.#lineHasBytes = true
        continue
      }
      if (byte === CR && at + 1 === bytes.length) break
      if (byte === CR && bytes[at + 1] === LF) at++
      this.#lines++
      if (this.#lineHasBytes) this.#frameHasBytes = true
      else if (this.#frameHasBytes) {
        frames.push({ bytes: bytes.slice(start, at + 1), line: this.#line })
        start = at + 1
        this.#next()
      }
      this.#lineHasBytes = false
    }
    this.#rest = bytes.slice(start)
    this.#at = at - start
    return frames
  }

  /** What is left at the end of the input. */
  end(): RawFrame[] {
    const rest = this.#rest
    this.#rest = EMPTY
    return rest.length === 0 ? [] : [{ bytes: rest, line: this.#line }]
  }

  #next(): void {
    this.#line += this.#lines
    this.#lines = 0
    this.#frameHasBytes = false
  }
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b
  const bytes = new Uint8Array(a.length + b.length)
  bytes.set(a)
  bytes.set(b, a.length)
  return bytes
}
