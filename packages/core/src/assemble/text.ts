import { readString } from '../sse/json-string.js'
import { EMPTY } from '../sse/output-buffer.js'
import { encoder } from '../sse/utf8.js'

/** Text that grows by deltas; the only place that decides how it is kept. */
export interface TextBuffer {
  /** In UTF-16 units. */
  readonly length: number
  append(delta: string): void
  /**
   * Appends what stands inside a valid JSON string, `units` UTF-16 units long when it is read; `plain` where it is written as
   * `JSON.stringify` would.
   */
  appendEscaped(bytes: Uint8Array, start: number, end: number, units: number, plain: boolean): void
  toString(): string
  /** The whole text as it stands inside a JSON string; empty where it is no longer kept so. */
  readonly escaped: Uint8Array
  /** Whether that is written as `JSON.stringify` would. */
  readonly plain: boolean
  /** Keeps the text as a string alone: nothing will repeat it any more. */
  release(): void
}

/** Makes an empty text. */
export function createTextBuffer(): TextBuffer {
  return new EscapedText()
}

/** Keeps text as the bytes of a JSON string: strings of a few characters each would cost many times their length. */
class EscapedText implements TextBuffer {
  length = 0
  plain = true
  #bytes = EMPTY
  #size = 0
  /** What has been read, and how many of the bytes that is. */
  #text = ''
  #read = 0
  #released = false

  get escaped(): Uint8Array {
    return this.#released ? EMPTY : this.#bytes.subarray(0, this.#size)
  }

  append(delta: string): void {
    this.length += delta.length
    if (this.#appendPlain(delta)) return
    const escaped = JSON.stringify(delta)
    // Half a character, of which the next delta may bring the other half: together they are written in another way.
    if (escaped.includes('\\ud')) this.plain = false
    // A UTF-16 unit takes three bytes at most.
    this.#reserve(escaped.length * 3)
    const { written } = encoder.encodeInto(escaped.slice(1, -1), this.#bytes.subarray(this.#size))
    this.#size += written
  }

  /** Short ASCII text that needs no escape goes byte by byte, without a detour. */
  #appendPlain(delta: string): boolean {
    if (delta.length > 32) return false
    this.#reserve(delta.length)
    const bytes = this.#bytes
    let size = this.#size
    for (let i = 0; i < delta.length; i++) {
      const code = delta.charCodeAt(i)
      if (code < 32 || code > 126 || code === 34 || code === 92) return false
      bytes[size++] = code
    }
    this.#size = size
    return true
  }

  appendEscaped(bytes: Uint8Array, start: number, end: number, units: number, plain: boolean): void {
    this.length += units
    if (!plain) this.plain = false
    this.#reserve(end - start)
    const own = this.#bytes
    let size = this.#size
    if (end - start > 24) {
      own.set(bytes.subarray(start, end), size)
      size += end - start
    } else for (let at = start; at < end; at++) own[size++] = bytes[at] as number
    this.#size = size
  }

  toString(): string {
    if (this.#size > this.#read) {
      this.#text += readString(this.#bytes, this.#read, this.#size)
      this.#read = this.#size
    }
    return this.#text
  }

  release(): void {
    this.toString()
    this.#released = true
    this.#bytes = EMPTY
    this.#size = this.#read = 0
  }

  #reserve(size: number): void {
    const needed = this.#size + size
    if (needed <= this.#bytes.length) return
    const grown = new Uint8Array(Math.max(needed, 64, this.#bytes.length + (this.#bytes.length >> 1)))
    grown.set(this.#bytes.subarray(0, this.#size))
    this.#bytes = grown
  }
}
