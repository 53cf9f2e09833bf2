/** What a line is. `bare` is a JSON line without a field name, `other` whatever else a frame ignores. */
export type LineKind = 'comment' | 'data' | 'event' | 'error' | 'bare' | 'other'

const SPACE = 32
const TAB = 9
const COLON = 58
const OPENERS = { brace: 0x7b, bracket: 0x5b }
const DATA = [100, 97, 116, 97]
const EVENT = [101, 118, 101, 110, 116]
const ERROR = [101, 114, 114, 111, 114]

export function kindOf(view: Uint8Array, start: number, end: number): LineKind {
  const first = view[start]
  if (first === DATA[0]) return hasName(view, start, end, DATA) ? 'data' : 'other'
  if (first === COLON) return 'comment'
  if (first === EVENT[0]) {
    if (hasName(view, start, end, EVENT)) return 'event'
    return hasName(view, start, end, ERROR) ? 'error' : 'other'
  }
  return isOpener(first) ? 'bare' : 'other'
}

/** Where the value of a `data:` line starts. */
export function dataValue(view: Uint8Array, start: number, end: number): number {
  const value = afterColon(view, start + DATA.length)
  // Q-JSON-03: a shim that wraps what is an event stream already writes `data: data: {…}`.
  let inner = value
  while (inner < end && hasName(view, inner, end, DATA) && view[inner + DATA.length] === COLON) {
    inner = afterColon(view, inner + DATA.length)
  }
  return inner < end && isOpener(view[inner]) ? inner : value
}

/** Where the value of an `event:` or `error:` line starts. */
export function eventValue(view: Uint8Array, start: number): number {
  return afterColon(view, start + EVENT.length)
}

/** Where the text of a comment starts. */
export function commentValue(view: Uint8Array, start: number): number {
  return afterColon(view, start)
}

export function isOpener(byte: number | undefined): boolean {
  return byte === OPENERS.brace || byte === OPENERS.bracket
}

/** Whether a range looks like a whole JSON object or array: only its ends are looked at. */
export function looksWhole(view: Uint8Array, start: number, end: number): boolean {
  let last = end - 1
  while (view[last] === SPACE || view[last] === TAB) last--
  return last > start && isOpener(view[start]) && closes(view[last], view[start])
}

/** Whether `byte` is the closing bracket of `opener`. */
export function closes(byte: number | undefined, opener: number | undefined): boolean {
  return opener !== undefined && byte === opener + 2
}

function hasName(view: Uint8Array, start: number, end: number, name: readonly number[]): boolean {
  for (let i = 0; i < name.length; i++) if (view[start + i] !== name[i]) return false
  const after = start + name.length
  return after === end || view[after] === COLON
}

function afterColon(view: Uint8Array, at: number): number {
  if (view[at] !== COLON) return at
  return view[at + 1] === SPACE ? at + 2 : at + 1
}
