import type { Normalizer } from '@strict-responses/core'
import type { Output } from '../terminal/output.js'

/** How much is held until the stream is known to be ours; only comments leave before that. */
const HELD = 65_536

/** Standard output of `fix`: nothing of a foreign stream reaches it. */
export class StrictOutput {
  readonly #normalizer: Normalizer
  readonly #output: Output
  #held: Uint8Array[] = []
  #size = 0

  constructor(normalizer: Normalizer, output: Output) {
    this.#normalizer = normalizer
    this.#output = output
  }

  /** Writes what the normalizer gave; `false` when nobody reads any more. */
  async leave(bytes: Uint8Array): Promise<boolean> {
    const { state } = this.#normalizer
    if (state === 'foreign') return true
    if (bytes.length > 0) this.#held.push(bytes)
    this.#size += bytes.length
    if (state === 'detecting' && this.#size <= HELD) return true
    const ready = this.#held.length === 1 ? (this.#held[0] as Uint8Array) : Buffer.concat(this.#held)
    this.#held = []
    this.#size = 0
    return this.#output.write(ready)
  }
}
