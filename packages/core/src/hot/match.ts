import { scanned, scanString } from './scan-string.js'
import type { Constant, InputTemplate, Template } from './template.js'

const SPACE = 32

/** Where the slots of the last frame that matched stand. One for all streams: it is read before the next frame is matched. */
export const match: {
  end: number
  number: number
  textStart: number
  textEnd: number
  /** Length of the text in UTF-16 units. */
  units: number
  otherStart: number
  otherEnd: number
  /** Whether every string is escaped as `JSON.stringify` would. */
  plain: boolean
} = { end: 0, number: -1, textStart: 0, textEnd: 0, units: 0, otherStart: 0, otherEnd: 0, plain: true }

export type Verdict = 'whole' | 'short' | 'other'

/** Compares the bytes from `at` with the whole template; `short` when they are its beginning. */
export function matches(template: InputTemplate, view: DataView, at: number, limit: number): Verdict {
  const { constants, slots } = template
  let from = at
  match.plain = true
  match.number = -1
  for (let i = 0; i < constants.length; i++) {
    const constant = constants[i] as Constant
    const { length } = constant
    if (from + length > limit) return isPart(template, constant.start, view, from, limit) ? 'short' : 'other'
    if (!isConstant(template, constant, view, from)) return 'other'
    from += length
    const slot = slots[i]
    if (slot === undefined) break
    if (slot === 'space') {
      while (from < limit && view.getUint8(from) === SPACE) from++
      continue
    }
    if (slot === 'number' || slot === 'digits') {
      const start = from
      from = digitsEnd(view, start, limit)
      if (from === limit) return 'short'
      if (from === start || from - start > 15 || (view.getUint8(start) === 48 && from - start > 1)) return 'other'
      if (slot === 'number') match.number = numberAt(view, start, from)
      continue
    }
    if (slot === 'same') {
      const { textStart, textEnd } = match
      from = sameEnd(view, textStart, textEnd, from, limit)
      if (from < 0) return 'other'
      if (from === limit) return 'short'
      continue
    }
    const end = scanString(view, from, limit)
    if (end < 0) return end === -1 ? 'short' : 'other'
    if (!scanned.plain) match.plain = false
    if (slot === 'text') {
      match.textStart = from
      match.textEnd = end
      match.units = scanned.units
    } else if (slot === 'other') {
      match.otherStart = from
      match.otherEnd = end
    }
    from = end
  }
  match.end = from
  return 'whole'
}

function digitsEnd(view: DataView, start: number, limit: number): number {
  let at = start
  while (at < limit && isDigit(view.getUint8(at))) at++
  return at
}

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57

function numberAt(view: DataView, start: number, end: number): number {
  let value = 0
  for (let at = start; at < end; at++) value = value * 10 + view.getUint8(at) - 48
  return value
}

/** Where the text from `start` to `end` ends when it is said again at `from`; -1 where something else is said. */
function sameEnd(view: DataView, start: number, end: number, from: number, limit: number): number {
  let to = from
  for (let at = start; at < end && to < limit; at++, to++) if (view.getUint8(at) !== view.getUint8(to)) return -1
  return to
}

function isConstant(template: InputTemplate, { start, length, word }: Constant, view: DataView, at: number): boolean {
  const last = at + length - 8
  if (last >= at) {
    const { words } = template
    let next = word
    for (let from = at; from < last; from += 8) if (view.getFloat64(from, true) !== words[next++]) return false
    return view.getFloat64(last, true) === words[next]
  }
  return isPart(template, start, view, at, at + length)
}

/** Whether the bytes from `at` to `end` are those of the template from `start` on. */
function isPart({ bytes: own }: Template, start: number, view: DataView, at: number, end: number): boolean {
  for (let i = at; i < end; i++) if (view.getUint8(i) !== own[start + i - at]) return false
  return true
}
