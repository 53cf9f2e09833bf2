import { Carry } from './carry.js'
import { EMPTY } from './output-buffer.js'

const LF = 10
const CR = 13
const NONE: number = Number.POSITIVE_INFINITY

/** Finds line ends (LF, CRLF or CR) in bytes that arrive in chunks. No byte is searched twice. */
export class LineScanner {
  view: Uint8Array = EMPTY
  /** Where the current line's content starts and ends, its line end excluded. */
  start = 0
  end = 0
  /** Offset of the first unread byte. */
  next = 0
  /** Offset up to which the unread bytes are known to be line content. */
  searched = 0
  /** Whether the current line is empty. */
  blank = false
  /** What ended the current line: a single LF, another line end, or the end of the input. */
  terminator: 'lf' | 'other' | 'none' = 'lf'
  ended = false
  #carry = new Carry()
  #lf = -1
  #cr = -1
  #insideLine = false

  /** Adds bytes and forgets those before `keep`; offsets then count from there. */
  push(chunk: Uint8Array, keep: number): void {
    this.view = this.#carry.join(this.view, keep, chunk)
    this.next -= keep
    this.searched -= keep
    this.#lf = this.#lf === NONE ? -1 : this.#lf - keep
    this.#cr = this.#cr === NONE ? -1 : this.#cr - keep
  }

  /** Takes what is kept out of the caller's chunk, which the caller may reuse; tells whether offsets now count from `keep`. */
  settle(keep: number): boolean {
    if (this.#carry.owns(this.view)) return false
    this.push(EMPTY, keep)
    return true
  }

  /** Moves to the next whole line, or to the rest once the input has ended. */
  advance(): boolean {
    const { view } = this
    const from = Math.max(this.next, this.searched)
    if (this.#lf < from) this.#lf = view[from] === LF ? from : find(view, LF, from)
    if (this.#cr < from) this.#cr = find(view, CR, from)
    const stop = Math.min(this.#lf, this.#cr)
    // An LF may follow a CR in the next chunk: until then it is not known where the line ends.
    const open = stop === NONE || (stop === this.#cr && stop === view.length - 1)
    if (open && !this.ended) {
      this.searched = Math.min(stop, view.length)
      return false
    }
    if (this.next >= view.length) return false
    this.start = this.next
    this.end = Math.min(stop, view.length)
    const width = stop === NONE ? 0 : this.#lf === stop + 1 ? 2 : 1
    this.terminator = width === 0 ? 'none' : stop === this.#lf ? 'lf' : 'other'
    this.next = this.end + width
    this.blank = this.end === this.start && !this.#insideLine
    this.#insideLine = false
    return true
  }

  /** Forgets the content of an unfinished line, not that there was some. */
  drop(): void {
    if (this.searched > this.next) this.#insideLine = true
    this.next = this.searched
  }
}

function find(view: Uint8Array, byte: number, from: number): number {
  // In tiny chunks the call costs more than the search.
  if (view.length - from < 32) {
    for (let i = from; i < view.length; i++) if (view[i] === byte) return i
    return NONE
  }
  const at = view.indexOf(byte, from)
  return at === -1 ? NONE : at
}
