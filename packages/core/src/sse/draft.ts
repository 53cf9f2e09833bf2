import { Brackets } from './brackets.js'
import { eachValue } from './each-value.js'
import { dataValue, eventValue, type LineKind } from './fields.js'
import type { LineScanner } from './lines.js'
import { decodeLossy } from './utf8.js'

const DONE = [91, 68, 79, 78, 69, 93]

/** A frame in the making. Only `start` is an offset into the view, the others count from it. */
export class Draft {
  start: number
  eventStart = 0
  eventEnd = 0
  /** The value of the last data line; all of the value if it is a bare one. */
  dataStart = 0
  dataEnd = 0
  dataLines = 0
  /** The bracket that opened a bare JSON value which goes on over further lines. */
  opener: number | undefined
  hasComments = false
  /** Whether something is there, or written in a way, that our own encoder would not. */
  odd = false
  /** The lines after the last data line: what comes next tells whether they belong to this frame or the next one. */
  tail: Draft | undefined
  #brackets: Brackets | undefined
  #complete: boolean | undefined

  constructor(start: number) {
    this.start = start
  }

  get hasEvent(): boolean {
    return this.eventEnd > this.eventStart
  }

  shift(by: number): void {
    this.start -= by
    this.tail?.shift(by)
  }

  addOther(kind: LineKind, { start, end, view, terminator }: LineScanner): void {
    if (kind === 'comment') {
      if (this.eventEnd > 0) this.odd = true
      this.hasComments = true
    } else if (kind === 'event') {
      const value = eventValue(view, start)
      if (this.eventEnd > 0 || value !== start + 7) this.odd = true
      this.#setEvent(value, end)
    } else this.odd = true
    if (terminator !== 'lf') this.odd = true
  }

  addData({ start, end, view, terminator }: LineScanner): void {
    const value = dataValue(view, start, end)
    if (this.dataLines > 0 || value !== start + 6 || terminator !== 'lf') this.odd = true
    this.#setData(value, end)
  }

  addError({ start, end, view }: LineScanner): void {
    this.odd = true
    this.#setEvent(start, start + 5)
    this.#setData(eventValue(view, start), end)
  }

  addBare({ start, end }: LineScanner): void {
    this.odd = true
    if (this.opener === undefined) this.#setData(start, end)
    else this.dataEnd = end - this.start
  }

  /** Takes the tail's lines as its own. */
  absorb(): void {
    const { tail } = this
    if (tail === undefined) return
    if (tail.eventEnd > 0) this.#setEvent(tail.start + tail.eventStart, tail.start + tail.eventEnd)
    this.hasComments ||= tail.hasComments
    this.odd = true
    this.tail = undefined
  }

  /** Whether the data lines so far are a whole JSON object or array, or `[DONE]`. To be asked once before each further data line. */
  isComplete(view: Uint8Array): boolean {
    if (this.#complete !== undefined) return this.#complete
    const from = this.start + this.dataStart
    const to = this.start + this.dataEnd
    if (this.dataLines === 1 && isDone(view, from, to)) this.#complete = true
    else {
      this.#brackets ??= new Brackets()
      for (let i = from; i < to; i++) this.#brackets.step(view[i] ?? 0)
      const { depth, values, stray } = this.#brackets
      if (stray) this.#complete = false
      // Closed but not JSON: no further line can make it JSON, so that this is parsed once at most.
      else if (depth === 0 && values > 0) this.#complete = isJson(this.#joined(view, to))
    }
    return this.#complete ?? false
  }

  #joined(view: Uint8Array, end: number): string {
    const lines: string[] = []
    eachValue(view, this.start, end, 'data', (from, to) => lines.push(decodeLossy(view, from, to)))
    return lines.join('\n')
  }

  #setEvent(from: number, to: number): void {
    this.eventStart = from - this.start
    this.eventEnd = to - this.start
  }

  #setData(from: number, to: number): void {
    this.dataStart = from - this.start
    this.dataEnd = to - this.start
    this.dataLines++
  }
}

function isDone(view: Uint8Array, start: number, end: number): boolean {
  return end - start === DONE.length && DONE.every((byte, i) => view[start + i] === byte)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
