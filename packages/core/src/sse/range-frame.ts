import type { Draft } from './draft.js'
import { eachValue } from './each-value.js'
import { findString } from './find-string.js'
import type { Frame } from './frame.js'
import { decodeLossy, decodeStrict } from './utf8.js'

const NO_COMMENTS: readonly string[] = []

/** The last name of each length: nearly all that come again, and to compare one costs a tenth of decoding it. */
const NAMES: (string | undefined)[] = []
const MOST_NAMES = 64

/** Whether the bytes at `start` are those of an ASCII text. */
function isAt(text: string, bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text.charCodeAt(i)) return false
  return true
}

/** A finished draft, over its bytes. What it says is decoded on first use. */
export class RangeFrame implements Frame {
  readonly buffer: Uint8Array
  readonly start: number
  readonly end: number
  readonly kind: 'event' | 'comment'
  #draft: Draft
  #fault: 'oversized' | 'truncated' | undefined
  #valid = true
  /** Whether it is known whether the data is valid UTF-8. */
  #checked = false
  #event: string | undefined
  #data: string | undefined
  #comments: readonly string[] | undefined

  constructor(draft: Draft, buffer: Uint8Array, end: number, fault: 'oversized' | 'truncated' | undefined) {
    this.buffer = buffer
    this.start = draft.start
    this.end = end
    this.kind = draft.dataLines > 0 || draft.hasEvent || fault === 'oversized' ? 'event' : 'comment'
    this.#draft = draft
    this.#fault = fault
  }

  get event(): string | undefined {
    const { hasEvent, eventStart, eventEnd } = this.#draft
    if (hasEvent) this.#event ??= this.#name(this.start + eventStart, this.start + eventEnd)
    return this.#event
  }

  get data(): string | undefined {
    const { dataLines, dataStart, dataEnd } = this.#draft
    if (dataLines === 1) this.#data ??= this.#text(this.start + dataStart, this.start + dataEnd)
    if (dataLines > 1) this.#data ??= this.#values('data').join('\n')
    return this.#data
  }

  without(known: Uint8Array, hole: string): { data: string; holes: number } | undefined {
    const { dataLines, dataStart, dataEnd } = this.#draft
    const end = this.start + dataEnd
    const pieces: string[] = []
    let from = this.start + dataStart
    let at = dataLines === 1 ? findString(this.buffer, known, from, end) : -1
    for (; at >= 0; at = findString(this.buffer, known, from, end)) {
      pieces.push(this.#text(from, at))
      from = at + known.length
    }
    if (pieces.length === 0) return undefined
    pieces.push(this.#text(from, end))
    this.#checked = true
    return { data: pieces.join(hole), holes: pieces.length - 1 }
  }

  get comments(): readonly string[] {
    if (!this.#draft.hasComments) return NO_COMMENTS
    this.#comments ??= this.#values('comment').map((text) => text.replaceAll('\0', ''))
    return this.#comments
  }

  get canonical(): boolean {
    const { odd, dataLines, dataStart, dataEnd, eventEnd, hasEvent, hasComments } = this.#draft
    if (odd || this.fault !== undefined) return false
    // The encoder writes no NUL outside of data.
    if (hasComments && this.#values('comment').some((text) => text.includes('\0'))) return false
    if (this.kind === 'comment') return eventEnd === 0
    if (dataLines === 0) return false
    const done = dataEnd - dataStart === 6 && this.data === '[DONE]'
    return hasEvent ? !done && this.event?.includes('\0') === false : done && eventEnd === 0
  }

  get fault(): Frame['fault'] {
    if (this.#fault !== undefined) return this.#fault
    this.#readAll()
    return this.#valid ? undefined : 'invalid-utf8'
  }

  #readAll(): unknown {
    return [this.event, this.#checked || this.data, this.comments]
  }

  #values(kind: 'data' | 'comment'): string[] {
    const values: string[] = []
    eachValue(this.buffer, this.start, this.end, kind, (from, to) => values.push(this.#text(from, to)))
    return values
  }

  #name(start: number, end: number): string {
    const known = NAMES[end - start]
    if (known !== undefined && isAt(known, this.buffer, start)) return known
    const name = this.#text(start, end)
    if (name.length === end - start && name.length < MOST_NAMES) NAMES[name.length] = name
    return name
  }

  #text(start: number, end: number): string {
    const text = decodeStrict(this.buffer, start, end)
    if (text !== undefined) return text
    this.#valid = false
    return decodeLossy(this.buffer, start, end)
  }
}
