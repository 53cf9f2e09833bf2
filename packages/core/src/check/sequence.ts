import type { JsonObject } from '../json.js'
import type { CheckSettings } from './options.js'
import type { Reporter } from './report.js'

/** `sequence_number`: 0, 1, 2, … on every event. */
export class SequenceReader {
  readonly #report: Reporter
  #next: number
  /** Where the numbers would stand without the last gap: one wrong number is one fault. */
  #before: number | undefined
  #first = true

  constructor(report: Reporter, settings: CheckSettings) {
    this.#report = report
    this.#next = (settings.startingAfter ?? -1) + 1
  }

  /** An event was lost that may have had a number. */
  skip(): void {
    this.#before = this.#next + 1
  }

  feed(data: JsonObject): void {
    const found = data['sequence_number']
    const expected = this.#next
    const before = this.#before
    const first = this.#first
    this.#first = false
    this.#before = undefined
    this.#next = expected + 1
    if (found === expected) return
    if (found === undefined) this.#add('missing', expected, 'none')
    else if (typeof found !== 'number' || !Number.isSafeInteger(found) || found < 0) {
      this.#add('invalid', expected, JSON.stringify(found))
    } else {
      this.#next = found + 1
      if (found === before) return
      this.#before = expected + 1
      this.#add(first ? 'start' : found > expected ? 'gap' : 'repeat', expected, String(found))
    }
  }

  #add(what: 'missing' | 'invalid' | 'start' | 'gap' | 'repeat', expected: number, found: string): void {
    this.#report.add(`sequence/${what}`, `expected ${expected}, found ${found.slice(0, 40)}`, 'sequence_number')
  }
}
