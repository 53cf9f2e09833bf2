import type { FrameSink } from '../sse/sink.js'
import { match } from './match.js'
import type { OutputTemplate, SlotKind } from './template.js'

/** Writes the frame that leaves for the one that has matched, under its number. */
export function writeFrame(sink: FrameSink, output: OutputTemplate, source: Uint8Array, next: number): void {
  const { textStart, textEnd, otherStart, otherEnd } = match
  const room = output.min + 16 + (textEnd - textStart) + (otherEnd - otherStart)
  let at = sink.reserve(room)
  const { bytes } = sink
  const { pieces, slots } = output
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] as Uint8Array
    at = copy(piece, 0, piece.length, bytes, at)
    const slot: SlotKind | undefined = slots[i]
    if (slot === 'number') at = writeNumber(bytes, at, next)
    else if (slot === 'text') at = copy(source, textStart, textEnd, bytes, at)
    else if (slot === 'other') at = copy(source, otherStart, otherEnd, bytes, at)
  }
  sink.advance(at)
}

/** A few bytes are copied sooner than `set` is called. */
function copy(source: Uint8Array, start: number, end: number, target: Uint8Array, at: number): number {
  let to = at
  if (end - start > 24) {
    target.set(end - start === source.length ? source : source.subarray(start, end), to)
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
