import { Draft } from './draft.js'
import type { Frame, FrameDecoder } from './frame.js'
import { FrameBuilder } from './frame-builder.js'
import { LineScanner } from './lines.js'
import { EMPTY } from './output-buffer.js'
import { RangeFrame } from './range-frame.js'

const FRAME_BYTES: number = 16 * 1024 * 1024
const BOM = [0xef, 0xbb, 0xbf]

/**
 * Creates a decoder that reads any event stream there is in the wild, and gives the same frames however it was split.
 *
 * `frameBytes` is the size beyond which a frame is skipped; it comes out as one frame without data. Defaults to 16 MiB.
 *
 * @example
 * const decoder = createFrameDecoder()
 * decoder.push(new TextEncoder().encode('data: {"a":1}\n\n'))
 * decoder.next()?.data // '{"a":1}'
 */
export function createFrameDecoder(options?: { frameBytes?: number | undefined }): FrameDecoder {
  return new TolerantDecoder(options?.frameBytes ?? FRAME_BYTES)
}

class TolerantDecoder implements FrameDecoder {
  #limit: number
  #lines: LineScanner = new LineScanner()
  #builder: FrameBuilder = new FrameBuilder(this.#lines)
  #started = false
  #skipping = false

  constructor(limit: number) {
    this.#limit = limit
  }

  push(chunk: Uint8Array): void {
    const keep = this.#keep()
    this.#lines.push(chunk, keep)
    this.#builder.draft.shift(keep)
  }

  end(): void {
    this.#lines.ended = true
  }

  get view(): Uint8Array {
    return this.#lines.view
  }

  get at(): number {
    return this.#lines.next
  }

  get fresh(): boolean {
    const { draft, ready } = this.#builder
    return this.#started && !this.#skipping && ready.length === 0 && draft.start === this.#lines.next
  }

  skip(to: number): void {
    this.#lines.next = to
    this.#builder.draft.start = to
  }

  wait(): void {
    this.#settle()
  }

  next(): Frame | undefined {
    const { ready } = this.#builder
    while (ready.length === 0 && this.#skipBom()) {
      if (this.#lines.advance()) this.#readLine()
      else if (!this.#readRest()) break
    }
    const frame = ready.shift()
    if (frame === undefined) this.#settle()
    return frame
  }

  /** Tells whether the stream's first bytes are known. */
  #skipBom(): boolean {
    if (this.#started) return true
    const { view, ended } = this.#lines
    const same = BOM.findIndex((byte, i) => view[i] !== byte)
    if (same === view.length && !ended) return false
    this.#started = true
    if (same === -1) {
      this.#lines.next = BOM.length
      this.#builder.draft = new Draft(BOM.length)
    }
    return true
  }

  #readLine(): void {
    const { start, end, next, blank } = this.#lines
    if (this.#skipping) {
      this.#skipping = !blank
      this.#builder.draft = new Draft(next)
    } else if (blank || !this.#overflows(start, end)) this.#builder.addLine()
  }

  /** What to do once there is no whole line; tells whether a frame came of it. */
  #readRest(): boolean {
    const { next, searched, view, ended } = this.#lines
    const { draft, ready } = this.#builder
    if (this.#skipping) this.#lines.drop()
    else if (ended) {
      if (draft.start < view.length) this.#builder.close(view.length, 'truncated')
    } else if (searched > next && this.#overflows(next, searched)) this.#lines.drop()
    return ready.length > 0
  }

  /**
   * Whether a line makes the frame too large: the rest of the frame is then skipped. Of a line that is not whole yet only
   * its length is known, so nothing else counts: frames must not depend on how the input was split.
   */
  #overflows(start: number, end: number): boolean {
    const { draft, ready } = this.#builder
    if (end - draft.start <= this.#limit) return false
    // What was whole before this line is not lost with it.
    if (draft.dataLines > 0 && draft.opener === undefined && draft.isComplete(this.#lines.view)) {
      this.#builder.split(start)
      return this.#overflows(start, end)
    }
    ready.push(new RangeFrame(new Draft(0), EMPTY, 0, 'oversized'))
    this.#skipping = true
    return true
  }

  /** The first byte that is still needed. */
  #keep(): number {
    return this.#skipping ? this.#lines.next : this.#builder.draft.start
  }

  #settle(): void {
    const keep = this.#keep()
    if (this.#lines.settle(keep)) this.#builder.draft.shift(keep)
  }
}
