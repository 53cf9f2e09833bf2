import type { Report } from './repair.js'
import type { FrameDecoder } from './sse/frame.js'
import { bytesOf } from './sse/utf8.js'

/** What still comes once the response has ended: it is dropped, which is told once. */
export class LateFrames {
  readonly #decoder: FrameDecoder
  readonly #report: Report
  #told = false

  constructor(decoder: FrameDecoder, report: Report) {
    this.#decoder = decoder
    this.#report = report
  }

  push(chunk: Uint8Array | string): void {
    if (this.#told) return
    this.#decoder.push(bytesOf(chunk))
    this.drop()
  }

  /** Drops the frames that the decoder has. */
  drop(): void {
    for (let frame = this.#decoder.next(); frame && !this.#told; frame = this.#decoder.next()) {
      const { data = '' } = frame
      this.#told = data !== '' && data.trim() !== '[DONE]'
      if (this.#told) this.#report('lifecycle/event-after-end', 'what came after the end was dropped')
    }
  }
}
