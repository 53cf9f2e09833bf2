import type { Frame } from '../sse/frame.js'
import type { FrameSink } from '../sse/sink.js'

/** How much may come before the first deciding frame; beyond it the stream is foreign. */
const LIMIT = 64 * 1024

/** What came before the first deciding frame, in case the stream is none of ours and has to leave as it came. */
export class Kept {
  readonly #chunks: Uint8Array[] = []
  #bytes = 0
  /** Bytes that have left already: comments at the very beginning. */
  #left = 0

  get full(): boolean {
    return this.#bytes > LIMIT
  }

  add(bytes: Uint8Array): void {
    // The route may reuse its buffer.
    this.#chunks.push(bytes.slice())
    this.#bytes += bytes.length
  }

  /** Lets a comment leave, if nothing that has to stay comes before it: a foreign stream keeps its order. */
  letLeave(comment: Frame, sink: FrameSink): void {
    if (!comment.canonical || !this.#continuesWith(comment)) return
    this.#left += comment.end - comment.start
    sink.raw(comment.buffer, comment.start, comment.end)
  }

  /** All the rest leaves as it came. */
  release(sink: FrameSink): void {
    let skip = this.#left
    for (const bytes of this.#chunks) {
      const start = Math.min(skip, bytes.length)
      skip -= start
      sink.raw(bytes, start, bytes.length)
    }
  }

  #continuesWith(frame: Frame): boolean {
    let at = 0
    let next = frame.start
    for (const bytes of this.#chunks) {
      for (let i = Math.max(0, this.#left - at); i < bytes.length && next < frame.end; i++) {
        if (bytes[i] !== frame.buffer[next++]) return false
      }
      at += bytes.length
    }
    return next === frame.end
  }
}
