const EMPTY: Uint8Array = new Uint8Array(0)
const encoder: TextEncoder = new TextEncoder()
const decoder: TextDecoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Text that grows by deltas; the only place that decides how it is kept. */
export interface TextBuffer {
  /** In UTF-16 units. */
  readonly length: number
  append(delta: string): void
  /** Appends what stands inside a valid JSON string, `units` UTF-16 units long when it is read. */
  appendEscaped(bytes: Uint8Array, start: number, end: number, units: number): void
  toString(): string
}

/** Makes an empty text. */
export function createTextBuffer(): TextBuffer {
  return new EscapedText()
}

/** Keeps text as the bytes of a JSON string: strings of a few characters each would cost many times their length. */
class EscapedText implements TextBuffer {
  length = 0
  /** What has been read is kept as one string, and no longer as bytes. */
  #read = ''
  #bytes = EMPTY
  #size = 0

  append(delta: string): void {
    this.length += delta.length
    if (this.#appendPlain(delta)) return
    const escaped = JSON.stringify(delta)
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

  appendEscaped(bytes: Uint8Array, start: number, end: number, units: number): void {
    this.length += units
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
    if (this.#size > 0) {
      this.#read += JSON.parse(`"${decoder.decode(this.#bytes.subarray(0, this.#size))}"`) as string
      this.#bytes = EMPTY
      this.#size = 0
    }
    return this.#read
  }

  #reserve(size: number): void {
    const needed = this.#size + size
    if (needed <= this.#bytes.length) return
    const grown = new Uint8Array(Math.max(needed, 64, this.#bytes.length + (this.#bytes.length >> 1)))
    grown.set(this.#bytes.subarray(0, this.#size))
    this.#bytes = grown
  }
}
