import { joinBytes } from '../join-bytes.js'
import { EVENTS } from '../protocol/events.js'

/** Whole frames of a response, as they left. */
export interface LoggedFrames {
  /** The `sequence_number` of the first event. */
  readonly first: number
  /** The `sequence_number` of the last event. */
  readonly last: number
  /** The frames, comments and `[DONE]` between or behind them included. Never changed, whoever holds them. */
  readonly bytes: Uint8Array
}

/** Some frames as one. */
export function joinFrames(list: readonly LoggedFrames[]): LoggedFrames | undefined {
  const [first, last] = [list[0], list.at(-1)]
  if (!first || !last || first === last) return first
  const bytes = joinBytes(list.map((frames) => frames.bytes))
  return { first: first.first, last: last.last, bytes }
}

const LF = 0x0a
const DATA = [0x64, 0x61, 0x74, 0x61, 0x3a]

/** The bytes behind event `after`; all of them where they begin later. */
export function bytesAfter(frames: LoggedFrames, after: number): Uint8Array {
  let events = after - frames.first + 1
  const { bytes } = frames
  let at = 0
  while (events > 0 && at < bytes.length) {
    const end = frameEnd(bytes, at)
    if (isEvent(bytes, at, end)) events--
    at = end
  }
  return bytes.subarray(at)
}

/** Whether the terminal event is among the frames. */
export function isEnd(frames: LoggedFrames): boolean {
  const text = new TextDecoder().decode(frames.bytes)
  return [...text.matchAll(/^event: (.+)$/gm)].some(([, name = '']) => EVENTS[name]?.role === 'terminal')
}

/** Where the frame that begins at `start` has ended: behind its blank line. What leaves a normalizer has LF only. */
function frameEnd(bytes: Uint8Array, start: number): number {
  let at = bytes.indexOf(LF, start)
  while (at >= 0 && bytes[at + 1] !== LF) at = bytes.indexOf(LF, at + 1)
  return at < 0 ? bytes.length : at + 2
}

/** Whether a frame has a data line; comments have none. */
function isEvent(bytes: Uint8Array, start: number, end: number): boolean {
  let line = start
  while (line < end) {
    if (DATA.every((byte, index) => bytes[line + index] === byte)) return true
    const feed = bytes.indexOf(LF, line)
    line = feed < 0 ? end : feed + 1
  }
  return false
}
