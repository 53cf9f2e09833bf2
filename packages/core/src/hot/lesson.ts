import type { Assembler } from '../assemble/assembler.js'
import type { Dialect, NormalizerOptions } from '../options.js'
import type { Repair } from '../repair.js'
import type { Frame } from '../sse/frame.js'
import type { FrameSink } from '../sse/sink.js'
import type { HotPath } from './hot-path.js'

/** Watches what the full road does for a frame, for the short road to learn from. */
export class Lesson {
  readonly #options: NormalizerOptions
  readonly #assembler: Assembler
  readonly #sink: FrameSink
  readonly #hot: HotPath | undefined
  #repairs: Pick<Repair, 'code' | 'message'>[] = []
  #events = 0
  #mark = 0

  constructor(options: NormalizerOptions, assembler: Assembler, sink: FrameSink, hot: HotPath | undefined) {
    this.#options = options
    this.#assembler = assembler
    this.#sink = sink
    this.#hot = hot
  }

  repair(code: string, message: string): void {
    if (this.#hot && this.#repairs.length < 16) this.#repairs.push({ code, message })
  }

  /** A frame is about to take the full road. */
  begin(): void {
    if (!this.#hot) return
    const { emitter } = this.#assembler
    this.#events = emitter.events
    this.#mark = this.#sink.length
    if (this.#repairs.length > 0) this.#repairs = []
  }

  /**
   * It has: one delta of a text that has begun is a lesson, anything else may have changed what was learned. Tells whether
   * this frame is what was learned from.
   */
  end(frame: Frame, dialect: Dialect | undefined): boolean {
    const hot = this.#hot
    if (!hot) return false
    const { streamed, emitter, outcome, failing } = this.#assembler
    this.#assembler.streamed = undefined
    if (!streamed || emitter.events !== this.#events + 1 || outcome || failing) {
      hot.forget()
      return false
    }
    if (!hot.wants(streamed.text) || dialect === undefined) {
      hot.keep(streamed.text)
      return false
    }
    const { buffer, start, end } = frame
    const repairs = this.#repairs
    this.#repairs = []
    const { text, delta, type } = streamed
    hot.learn({
      text,
      delta,
      type,
      dialect,
      frame: buffer.subarray(start, end),
      sent: this.#sink.since(this.#mark),
      repairs,
      thinkTags: this.#options.thinkTags === true,
    })
    return true
  }
}
