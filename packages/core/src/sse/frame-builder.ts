import { Draft } from './draft.js'
import { closes, dataValue, kindOf, looksWhole } from './fields.js'
import type { Frame } from './frame.js'
import type { LineScanner } from './lines.js'
import { RangeFrame } from './range-frame.js'

/** Decides where frames start and end, line by line. */
export class FrameBuilder {
  draft: Draft = new Draft(0)
  /** Finished frames, oldest first. */
  readonly ready: Frame[] = []
  readonly #lines: LineScanner

  constructor(lines: LineScanner) {
    this.#lines = lines
  }

  /** Takes the scanner's current line. */
  addLine(): void {
    const lines = this.#lines
    const { view, start, end } = lines
    if (lines.blank) {
      if (lines.terminator !== 'lf') this.draft.odd = true
      this.close(lines.next)
      return
    }
    const kind = kindOf(view, start, end)
    if (this.draft.opener !== undefined) {
      if (kind === 'other' || (kind === 'bare' && view[start] !== this.draft.opener)) {
        this.#continueBare()
        return
      }
      this.close(start)
    }
    if (kind === 'data') this.#addData()
    else if (kind === 'bare' || kind === 'error') {
      if (this.draft.dataLines > 0) this.split(start)
      if (kind === 'error') this.draft.addError(lines)
      else this.draft.addBare(lines)
      if (kind === 'error' || looksWhole(view, start, end)) this.#closeAtLine()
      else this.draft.opener = view[start]
    } else if (this.draft.dataLines === 0) this.draft.addOther(kind, lines)
    else {
      this.draft.tail ??= new Draft(start)
      this.draft.tail.addOther(kind, lines)
    }
  }

  /** Ends the frame after its last data line; what came since is the start of the next one. */
  split(start: number): void {
    const tail = this.draft.tail ?? new Draft(start)
    this.draft.tail = undefined
    this.draft.odd = true
    this.close(tail.start)
    this.draft = tail
  }

  close(end: number, fault?: 'truncated'): void {
    const { draft } = this
    draft.absorb()
    if (draft.dataLines > 0 || draft.hasEvent || draft.hasComments) {
      this.ready.push(new RangeFrame(draft, this.#lines.view, end, fault))
    }
    this.draft = new Draft(end)
  }

  /** A data line after data goes on with it, unless that was whole: then a blank line is missing. */
  #addData(): void {
    const { view, start, end } = this.#lines
    if (this.draft.dataLines > 0) {
      const whole = this.draft.isComplete(view)
      // An empty line after a whole value is still valid JSON when joined to it, as the standard says.
      if (whole && dataValue(view, start, end) < end) this.split(start)
      else this.draft.absorb()
    }
    this.draft.addData(this.#lines)
  }

  /** A pretty-printed value ends where its bracket is closed in the first column. */
  #continueBare(): void {
    const { view, start } = this.#lines
    const { opener } = this.draft
    this.draft.addBare(this.#lines)
    if (closes(view[start], opener)) this.#closeAtLine()
  }

  #closeAtLine(): void {
    this.close(this.#lines.next, this.#lines.terminator === 'none' ? 'truncated' : undefined)
  }
}
