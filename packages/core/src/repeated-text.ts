import type { TextState } from './assemble/state.js'
import type { TextBuffer } from './assemble/text.js'
import type { JsonObject } from './json.js'
import { encodeFrame } from './sse/encode.js'
import type { Frame } from './sse/frame.js'
import { type ParsedData, parseFrame } from './sse/parse.js'
import type { FrameSink } from './sse/sink.js'

/** Length of text from which on it is worth the while: below it, looking for the text costs what it saves. */
const LONG = 4096

/** Stands for the text while the JSON around it is read or written. */
const HOLE = '{text}'

/**
 * Parses a frame that repeats a long text which its deltas have said: four do, and to decode and parse it each time costs
 * more than all the rest of them. `undefined` where a frame repeats nothing.
 */
export function parseRepeating(frame: Frame, text: TextBuffer | undefined): ParsedData | undefined {
  if (!text || text.length < LONG || frame.end - frame.start < LONG) return undefined
  const { escaped } = text
  const found = escaped.length > 0 ? frame.without(escaped, HOLE) : undefined
  if (!found) return undefined
  const { values } = parseFrame(found.data)
  const filling = { text: text.toString(), holes: 0 }
  const filled = values.map((value) => fill(value, filling))
  // Somebody else may have said what stands for the text.
  return values.length === 1 && filling.holes === found.holes ? { values: filled } : undefined
}

function fill(value: unknown, filling: { readonly text: string; holes: number }): unknown {
  if (value === HOLE) {
    filling.holes++
    return filling.text
  }
  if (typeof value !== 'object' || value === null) return value
  const object = value as JsonObject
  for (const key of Object.keys(object)) {
    const filled = fill(object[key], filling)
    if (filled !== object[key]) object[key] = filled
  }
  return object
}

/** Writes an event; a long text that it repeats is not escaped and encoded once more. */
export function writeRepeating(sink: FrameSink, type: string, event: JsonObject, recent: TextState | undefined): void {
  const text = recent?.done && recent.text.plain && recent.text.length >= LONG ? recent.text : undefined
  const escaped = text?.escaped
  if (!text || !escaped || escaped.length === 0) return sink.text(encodeFrame(type, JSON.stringify(event)))
  const whole = text.toString()
  let holes = 0
  const json = JSON.stringify(event, (_key, value) => {
    if (value !== whole) return value
    holes++
    return HOLE
  })
  const pieces = encodeFrame(type, json).split(HOLE)
  // Somebody else may have said what stands for the text.
  if (pieces.length !== holes + 1) return sink.text(encodeFrame(type, JSON.stringify(event)))
  for (const [i, piece] of pieces.entries()) {
    if (i > 0) sink.raw(escaped, 0, escaped.length)
    sink.text(piece)
  }
}
