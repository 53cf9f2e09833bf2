import { viewOf } from '../same-bytes.js'
import type { Written } from './slots.js'
import type { Span } from './spans.js'

/**
 * What varies from frame to frame: the number, the text of the delta, the same text again, a string that leaves beside it;
 * numbers, strings and spaces that come in only.
 */
export type SlotKind = 'number' | 'text' | 'same' | 'other' | 'digits' | 'string' | 'space'

/** A place in a frame that varies. */
export interface Slot extends Span {
  readonly kind: SlotKind
}

/** Bytes that are the same in every frame of a shape. */
export interface Constant {
  /** Where they stand in the template's `bytes`, and their length. */
  readonly start: number
  readonly length: number
  /** Where they stand among the words that come in. */
  readonly word: number
}

/** A frame's shape: constants, with a slot between each two. */
export interface Template {
  /** All constants, one behind the other. */
  readonly bytes: Uint8Array
  readonly constants: readonly Constant[]
  readonly slots: readonly SlotKind[]
  /** Bytes of the shortest frame that can match. */
  readonly min: number
}

const BEYOND_ASCII: RegExp = /[^\0-~]/

/** Cuts a frame into what stays and what varies; `undefined` where its constant bytes are not plain ASCII. */
export function templateOf(frame: Written, slots: readonly Slot[]): Template | undefined {
  const sorted = [...slots].sort((a, b) => a.start - b.start)
  const ends = [...sorted.map((slot) => slot.start), frame.bytes.length]
  const starts = [0, ...sorted.map((slot) => slot.end)]
  let size = 0
  let count = 0
  const constants = ends.map((end, i): Constant => {
    const [start, word] = [size, count]
    const length = end - (starts[i] as number)
    size += length
    count += wordsOf(length)
    return { start, length, word }
  })
  const bytes = new Uint8Array(size)
  for (const [i, { start }] of constants.entries()) {
    if (BEYOND_ASCII.test(frame.text.slice(starts[i], ends[i]))) return undefined
    bytes.set(frame.bytes.subarray(starts[i], ends[i]), start)
  }
  const fixed = constants.reduce((sum, { length }) => sum + length, 0)
  const kinds = sorted.map((slot) => slot.kind)
  const filled = kinds.filter((kind) => kind !== 'space').length
  return { bytes, constants, slots: kinds, min: fixed + filled }
}

const wordsOf = (length: number): number => (length < 8 ? 0 : Math.ceil(length / 8))

/** A template that is compared. */
export interface InputTemplate extends Template {
  /**
   * The constants of eight bytes or more as 64-bit words, of which the last of each may hold bytes of the one before it. Of
   * ASCII, so that none is NaN, and equal words are equal bytes.
   */
  readonly words: Float64Array
}

/** The template of what comes in. */
export function inputOf(template: Template): InputTemplate {
  const { bytes, constants } = template
  const words = new Float64Array(constants.reduce((sum, { length }) => sum + wordsOf(length), 0))
  const view = viewOf(bytes)
  for (const { start, length, word } of constants) {
    const last = wordsOf(length) - 1
    for (let i = 0; i <= last; i++) words[word + i] = view.getFloat64(start + (i < last ? i * 8 : length - 8), true)
  }
  return { ...template, words }
}

/** A template that is written: with a view of each constant, as making one costs more than copying what it shows. */
export interface OutputTemplate extends Template {
  readonly pieces: readonly Uint8Array[]
}

/** The template of what leaves. */
export function outputOf(template: Template): OutputTemplate {
  const { bytes, constants } = template
  return { ...template, pieces: constants.map(({ start, length }) => bytes.subarray(start, start + length)) }
}
