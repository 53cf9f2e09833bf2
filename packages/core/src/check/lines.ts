import { joinBytes } from '../join-bytes.js'
import { decodeLossy, decodeStrict } from '../sse/utf8.js'

/** One line of the input. */
export interface Line {
  readonly text: string
  readonly number: number
  /** What ended the line: `none` where the input ended. */
  readonly ending: 'lf' | 'crlf' | 'cr' | 'none'
  /** Whether the bytes are UTF-8. */
  readonly valid: boolean
}

const LF = 10
const CR = 13

/** Cuts bytes into lines; keeps no more than the line that is not over. */
export class LineReader {
  readonly #emit: (line: Line) => void
  /** Bytes of the open line, in pieces: joined once, when its end is there. */
  #pieces: Uint8Array[] = []
  #heldCr = false
  #count = 0

  constructor(emit: (line: Line) => void) {
    this.#emit = emit
  }

  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return
    this.#pieces.push(chunk.slice())
    if (!this.#heldCr && !chunk.includes(LF) && !chunk.includes(CR)) return
    const bytes = this.#take()
    let start = 0
    let cr = indexOf(bytes, CR, 0)
    let lf = indexOf(bytes, LF, 0)
    while (Math.min(cr, lf) < bytes.length) {
      if (lf < cr) {
        this.#line(bytes.subarray(start, lf), 'lf')
        start = lf + 1
      } else if (cr + 1 === bytes.length) {
        this.#heldCr = true
        break
      } else {
        const crlf = lf === cr + 1
        this.#line(bytes.subarray(start, cr), crlf ? 'crlf' : 'cr')
        start = crlf ? cr + 2 : cr + 1
      }
      if (lf < start) lf = indexOf(bytes, LF, start)
      if (cr < start) cr = indexOf(bytes, CR, start)
    }
    if (start < bytes.length) this.#pieces.push(bytes.subarray(start))
  }

  end(): void {
    const cr = this.#heldCr
    const bytes = this.#take()
    if (bytes.length > 0) this.#line(cr ? bytes.subarray(0, -1) : bytes, cr ? 'cr' : 'none')
  }

  #take(): Uint8Array {
    this.#heldCr = false
    const pieces = this.#pieces
    this.#pieces = []
    return joinBytes(pieces)
  }

  #line(bytes: Uint8Array, ending: Line['ending']): void {
    const text = decodeStrict(bytes)
    this.#emit({
      text: text ?? decodeLossy(bytes),
      number: ++this.#count,
      ending,
      valid: text !== undefined,
    })
  }
}

function indexOf(bytes: Uint8Array, byte: number, from: number): number {
  const index = bytes.indexOf(byte, from)
  return index < 0 ? bytes.length : index
}
