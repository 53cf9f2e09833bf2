import type { Normalizer } from '@strict-responses/core'
import type { Recording } from './recording.js'
import type { Tally } from './tally.js'

const EMPTY = new Uint8Array(0)

/** The way out of a response: while its status is open, nothing leaves before the first event. */
export class Outlet {
  /** Whether the status has been sent. */
  committed = false
  /** Whether an event has left, or leaves next. */
  begun = false
  readonly #tally: Tally
  readonly #recording: Recording | undefined
  /** Comments that came before the first event. */
  #held: Uint8Array[] = []

  constructor(tally: Tally, recording: Recording | undefined) {
    this.#tally = tally
    this.#recording = recording
  }

  /** Whether what fails now fails in the stream. */
  get open(): boolean {
    return this.committed || this.begun
  }

  /** What leaves now; it is counted and recorded. */
  leave(out: Uint8Array, normalizer: Normalizer | undefined): Uint8Array {
    if (out.length > 0 && (normalizer?.lastSequenceNumber ?? -1) >= 0) {
      this.#tally.event()
      this.begun = true
    }
    if (out.length > 0) this.#held.push(out)
    if (!this.open || this.#held.length === 0) return EMPTY
    const bytes = this.#held.length === 1 ? out : Buffer.concat(this.#held)
    this.#held = []
    this.#tally.bytes += bytes.length
    if (normalizer) this.#recording?.keep(normalizer, bytes)
    return bytes
  }
}
