import type { Span } from './spans.js'

/** What varies from frame to frame: the number, the text of the delta, a string that only comes along. */
export type SlotKind = 'number' | 'text' | 'other'

/** A place in a frame that varies. */
export interface Slot extends Span {
  readonly kind: SlotKind
}

/** Bytes that are the same in every frame of a shape, also as 64-bit words for quick comparison. */
export interface Constant {
  readonly bytes: Uint8Array
  /** Every eight bytes from the start on; of ASCII, so that no word is NaN, and equal words are equal bytes. */
  readonly words: Float64Array
}

/** A frame's shape: constants, with a slot between each two. */
export interface Template {
  readonly constants: readonly Constant[]
  readonly slots: readonly SlotKind[]
  /** Bytes of the shortest frame that can match. */
  readonly min: number
}

/** Cuts a frame into what stays and what varies; `undefined` where its constant bytes are not plain ASCII. */
export function templateOf(frame: Uint8Array, slots: readonly Slot[]): Template | undefined {
  const sorted = [...slots].sort((a, b) => a.start - b.start)
  const constants: Constant[] = []
  let from = 0
  for (const end of [...sorted.map((slot) => slot.start), frame.length]) {
    const bytes = frame.slice(from, end)
    if (bytes.some((byte) => byte > 126)) return undefined
    constants.push({ bytes, words: wordsOf(bytes) })
    from = sorted[constants.length - 1]?.end ?? end
  }
  const fixed = constants.reduce((sum, { bytes }) => sum + bytes.length, 0)
  return { constants, slots: sorted.map((slot) => slot.kind), min: fixed + sorted.length }
}

function wordsOf(bytes: Uint8Array): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return Float64Array.from({ length: bytes.length >> 3 }, (_, i) => view.getFloat64(i << 3, true))
}
