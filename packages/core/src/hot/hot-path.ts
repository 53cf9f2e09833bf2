import type { Assembly } from '../assemble/assembly.js'
import type { TextState } from '../assemble/state.js'
import type { PassedDelta } from '../dialects/dialect.js'
import { type NormalizerOptions, OUTPUT_BYTES } from '../options.js'
import { viewOf } from '../same-bytes.js'
import { readString } from '../sse/json-string.js'
import type { FrameSink } from '../sse/sink.js'
import { look, looked } from './looked.js'
import { match, matches } from './match.js'
import { type Sample, type Shape, shapeOf } from './shape.js'
import type { OutputTemplate } from './template.js'
import { writeFrame } from './write-frame.js'

/** What the shortcut needs to know of its stream. */
export interface HotPathContext {
  readonly assembler: Assembly
  readonly sink: FrameSink
  readonly options: NormalizerOptions
  /** Is told of each delta that it has not seen. */
  readonly reader: { passed(delta: PassedDelta): void }
}

const LF = 10
const CR = 13

/**
 * The short road of the common frame. The shape of a delta frame is learned from one that took the full road; a later
 * frame that matches it whole is valid JSON of a known event with another text, so that what the full road would send for
 * it is known as well. Anything else takes the full road.
 */
export class HotPath {
  readonly #assembly: Assembly
  readonly #sink: FrameSink
  readonly #reader: HotPathContext['reader']
  /** Length of text beyond which the full road decides. */
  readonly #outputBytes: number
  readonly #frameBytes: number
  /** Whether nobody listens to repairs: then they are only counted. */
  readonly #silent: boolean
  #shape: Shape | undefined
  #hits = 0
  /** Frames that did not match since the shape was learned, as long as none has. */
  #misfits = 0
  /** Delta frames that took the full road since the last attempt to learn, and how many must before the next one. */
  #missed = 0
  #patience = 1

  constructor({ assembler, sink, options: { limits, onRepair }, reader }: HotPathContext) {
    this.#assembly = assembler
    this.#sink = sink
    this.#reader = reader
    this.#outputBytes = limits?.outputBytes ?? OUTPUT_BYTES
    this.#frameBytes = limits?.frameBytes ?? Number.POSITIVE_INFINITY
    this.#silent = onRepair === undefined
  }

  /** Whether there is anything to compare with. */
  get ready(): boolean {
    return this.#shape !== undefined
  }

  /** Sends the frames from `at` that match; returns the offset of the first byte that is left. */
  run(bytes: Uint8Array, at: number): number {
    const shape = this.#shape
    if (!shape || bytes.length - at < shape.input.min) return at
    const to = shape.output ? this.#rewrite(shape, shape.output, bytes, at) : this.#pass(shape, bytes, at)
    // A shape that nothing fits must not be tried for every frame to come.
    if (to === at && this.#hits === 0 && ++this.#misfits === 4) this.forget()
    return to
  }

  /** Frames that leave as they came: a run of the chunk. */
  #pass(shape: Shape, chunk: Uint8Array, at: number): number {
    const assembly = this.#assembly
    const { input } = shape
    look(chunk, at)
    const { bytes, view, base, limit } = looked
    let from = at - base
    while (limit - from >= input.min && matches(input, view, from, limit) === 'whole') {
      if (match.number !== assembly.emitter.next || !this.#fits(from)) break
      this.#sent(shape, bytes)
      from = match.end
    }
    this.#sink.raw(chunk, at, from + base)
    return from + base
  }

  #rewrite(shape: Shape, output: OutputTemplate, chunk: Uint8Array, at: number): number {
    const { input } = shape
    // Reports call back, and what they call may use the scratch bytes itself.
    look(chunk, at, shape.repairs.length === 0 || this.#silent)
    const { bytes, view, base, limit } = looked
    const assembly = this.#assembly
    const { emitter } = assembly
    let from = at - base
    while (limit - from >= input.min && matches(input, view, from, limit) === 'whole') {
      const { number, plain, end } = match
      const asLearned = number < 0 || (number !== emitter.next) === shape.renumbered
      if (!plain || !asLearned || !this.#fits(from)) break
      writeFrame(this.#sink, output, bytes, emitter.next)
      this.#sent(shape, bytes)
      from = end
    }
    return from + base
  }

  /** Whether bytes that are no whole frame may wait as the beginning of one that matches. */
  awaits(bytes: Uint8Array, at: number, added: number): boolean {
    const shape = this.#shape
    if (!shape || at === bytes.length || bytes.length - at > 65_536) return false
    const short = bytes.length - at < shape.input.min
    // A line end may end another frame: only then is it worth a look.
    if (short && added < bytes.length - at && !hasLineEnd(bytes, bytes.length - added)) return true
    return matches(shape.input, viewOf(bytes), at, bytes.length) === 'short'
  }

  /** How many bytes at least a frame still needs of which `length` have come. */
  missing(length: number): number {
    return Math.max(0, (this.#shape?.input.min ?? 0) - length)
  }

  /** An event took the full road: whatever it was, what is known of the state may be out of date. */
  forget(): void {
    this.#shape = undefined
  }

  /** A delta of `text` took the full road: what is known of another text may be out of date. */
  keep(text: TextState): void {
    if (this.#shape?.text !== text) this.#shape = undefined
  }

  /** Whether it is worth the while to learn from the next delta frame of `text`. */
  wants(text: TextState): boolean {
    this.#missed++
    if (this.#shape?.text === text && this.#hits > 0 && this.#missed < 3) return false
    if (this.#missed < this.#patience) return false
    return true
  }

  learn(sample: Sample): void {
    this.#patience = this.#hits > 0 ? 1 : Math.min(this.#patience * 2, 256)
    this.#missed = 0
    this.#hits = 0
    this.#misfits = 0
    this.#shape = shapeOf(sample)
  }

  /** Whether the frame that matched is within the limits, and says something. */
  #fits(from: number): boolean {
    const { textStart, textEnd, units, end } = match
    return (
      textEnd > textStart && this.#assembly.outputLength + units <= this.#outputBytes && end - from <= this.#frameBytes
    )
  }

  /** The event has left: its text is kept and its repairs are told. */
  #sent(shape: Shape, bytes: Uint8Array): void {
    const assembly = this.#assembly
    const { emitter } = assembly
    const { textStart, textEnd, units, number, plain } = match
    shape.text.text.appendEscaped(bytes, textStart, textEnd, units, plain)
    assembly.outputLength += units
    passing.type = shape.type
    passing.units = units
    this.#reader.passed(passing)
    this.#hits++
    this.#missed = 0
    if (!this.#silent) this.#report(shape, number)
    else emitter.repairs += shape.repairs.length
    emitter.next++
    emitter.events++
  }

  #report({ repairs, type }: Shape, number: number): void {
    const { report, emitter } = this.#assembly
    for (const { code, message } of repairs) {
      if (code.startsWith('sequence/')) emitter.reportNumber(type, number < 0 ? undefined : String(number))
      else report(code, message)
    }
  }
}

/** The delta that leaves. One for all streams: it is asked while it leaves. */
const passing = {
  type: '',
  units: 0,
  text: (): string => readString(looked.bytes, match.textStart, match.textEnd),
}

function hasLineEnd(bytes: Uint8Array, from: number): boolean {
  for (let i = from; i < bytes.length; i++) if (bytes[i] === LF || bytes[i] === CR) return true
  return false
}
