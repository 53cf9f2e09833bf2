import type { Assembly } from '../assemble/assembly.js'
import type { TextState } from '../assemble/state.js'
import type { FrameSink } from '../sse/sink.js'
import { match, matches } from './match.js'
import { type Sample, type Shape, shapeOf } from './shape.js'
import type { SlotKind, Template } from './template.js'

/** What the shortcut needs to know of its stream. */
export interface HotPathContext {
  readonly assembly: Assembly
  readonly sink: FrameSink
  /** Length of text beyond which the full road decides. */
  readonly outputBytes: number
  readonly frameBytes: number
  /** Whether nobody listens to repairs: then they are only counted. */
  readonly silent: boolean
  count(repairs: number): void
}

/** Small chunks are copied here, as a view of one's own for each costs more than the copy. */
const SCRATCH: Uint8Array = new Uint8Array(4096)
const SCRATCH_VIEW: DataView = new DataView(SCRATCH.buffer)
const LF = 10
const CR = 13

/**
 * The short road of the common frame. The shape of a delta frame is learned from one that took the full road; a later
 * frame that matches it whole is valid JSON of a known event with another text, so that what the full road would send for
 * it is known as well. Anything else takes the full road.
 */
export class HotPath {
  readonly #context: HotPathContext
  #shape: Shape | undefined
  #hits = 0
  /** Delta frames that took the full road since the last attempt to learn, and how many must before the next one. */
  #missed = 0
  #patience = 1

  constructor(context: HotPathContext) {
    this.#context = context
  }

  /** Whether there is anything to compare with. */
  get ready(): boolean {
    return this.#shape !== undefined
  }

  /** Sends the frames from `at` that match; returns the offset of the first byte that is left. */
  run(bytes: Uint8Array, at: number): number {
    const shape = this.#shape
    if (!shape) return at
    const { input } = shape
    const { length } = bytes
    if (length - at < input.min) return at
    // Reports call back, and what they call may use the scratch bytes itself.
    const copied = length - at <= SCRATCH.length && (shape.repairs.length === 0 || this.#context.silent)
    const base = copied ? at : 0
    if (copied) SCRATCH.set(at === 0 ? bytes : bytes.subarray(at))
    const source = copied ? SCRATCH : bytes
    const view = copied ? SCRATCH_VIEW : new DataView(bytes.buffer, bytes.byteOffset, length)
    const limit = length - base
    let from = at - base
    while (limit - from >= input.min && matches(input, source, view, from, limit) === 'whole') {
      if (!this.#take(shape, source, from, bytes, from + base)) break
      from = match.end
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
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    return matches(shape.input, bytes, view, at, bytes.length) === 'short'
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
    this.#shape = shapeOf(sample)
  }

  #take(shape: Shape, source: Uint8Array, from: number, bytes: Uint8Array, at: number): boolean {
    const { assembly, sink, outputBytes, frameBytes } = this.#context
    const { emitter } = assembly
    const { textStart, textEnd, units, number, end } = match
    const length = end - from
    if (textEnd === textStart || assembly.outputLength + units > outputBytes || length > frameBytes) return false
    if (shape.output === undefined) {
      if (number !== emitter.next) return false
      sink.raw(bytes, at, at + length)
    } else {
      if (!match.plain || (number >= 0 && (number !== emitter.next) !== shape.renumbered)) return false
      this.#write(shape.output, source, emitter.next)
    }
    shape.text.text.appendEscaped(source, textStart, textEnd, units)
    assembly.outputLength += units
    this.#hits++
    this.#missed = 0
    if (this.#context.silent) this.#context.count(shape.repairs.length)
    else this.#report(shape, number)
    emitter.next++
    emitter.events++
    // What a report calls may have run another stream's short road.
    match.end = end
    return true
  }

  #report({ repairs, type }: Shape, number: number): void {
    const { report, emitter } = this.#context.assembly
    for (const { code, message } of repairs) {
      if (code.startsWith('sequence/')) emitter.reportNumber(type, number < 0 ? undefined : String(number))
      else report(code, message)
    }
  }

  #write(output: Template, source: Uint8Array, next: number): void {
    const { sink } = this.#context
    const { textStart, textEnd, otherStart, otherEnd } = match
    const room = output.min + 16 + (textEnd - textStart) + (otherEnd - otherStart)
    let at = sink.reserve(room)
    const { bytes } = sink
    const { constants, slots } = output
    for (let i = 0; i < constants.length; i++) {
      const own = constants[i]?.bytes as Uint8Array
      bytes.set(own, at)
      at += own.length
      const slot: SlotKind | undefined = slots[i]
      if (slot === 'number') at = writeNumber(bytes, at, next)
      else if (slot === 'text') at = copy(source, textStart, textEnd, bytes, at)
      else if (slot === 'other') at = copy(source, otherStart, otherEnd, bytes, at)
    }
    sink.advance(at)
  }
}

function copy(source: Uint8Array, start: number, end: number, target: Uint8Array, at: number): number {
  let to = at
  if (end - start > 24) {
    target.set(source.subarray(start, end), to)
    return to + end - start
  }
  for (let i = start; i < end; i++) target[to++] = source[i] as number
  return to
}

function writeNumber(target: Uint8Array, at: number, value: number): number {
  let width = 1
  for (let rest = value; rest > 9; rest = Math.floor(rest / 10)) width++
  let rest = value
  for (let i = at + width - 1; i >= at; i--) {
    target[i] = 48 + (rest % 10)
    rest = Math.floor(rest / 10)
  }
  return at + width
}

function hasLineEnd(bytes: Uint8Array, from: number): boolean {
  for (let i = from; i < bytes.length; i++) if (bytes[i] === LF || bytes[i] === CR) return true
  return false
}
