import type { Done } from './http-types.js'

/** Node's own buffer of a socket: what waits for the end of the tick is not to exceed it. */
const MOST_BYTES = 16 * 1024

const NONE: Uint8Array[] = []
const NO_DONES: Done[] = []

/**
 * One write to the socket for all that one read of the upstream produced: the first piece of a tick leaves at once, what
 * follows in the same tick leaves together when it ends. Nothing is ever held past the tick.
 */
export class MergedWrites {
  readonly #write: (bytes: Uint8Array, done?: Done) => void
  readonly #corked: () => boolean
  /** Whether something has left in this tick, and whether more has followed. */
  #begun = false
  #more = false
  /** Whether ticks bring one piece each: then nothing is asked of the end of the tick until a second piece comes. */
  #single = false
  #pieces: Uint8Array[] = NONE
  #size = 0
  #dones: Done[] = NO_DONES

  /** `corked` tells whether the socket waits for the end of the tick, as node:http lets it from the first write on. */
  constructor(write: (bytes: Uint8Array, done?: Done) => void, corked: () => boolean) {
    this.#write = write
    this.#corked = corked
  }

  add(bytes: Uint8Array, done: Done | undefined): void {
    if (!this.#begun) {
      const first = !(this.#single && this.#corked())
      if (!first) this.#single = false
      if (!this.#single) {
        this.#begun = true
        process.nextTick(MergedWrites.#tickEnds, this)
      }
      if (first) return done ? this.#write(bytes, done) : this.#write(bytes)
    }
    if (bytes.length === 0 && !done) return
    this.#more = true
    if (this.#pieces === NONE) this.#pieces = []
    this.#pieces.push(bytes)
    this.#size += bytes.length
    if (done && this.#dones === NO_DONES) this.#dones = []
    if (done) this.#dones.push(done)
    if (this.#size >= MOST_BYTES) this.flush()
  }

  /** What waits for the end of the tick leaves now. */
  flush(): void {
    if (this.#pieces.length === 0) return
    const [pieces, dones] = [this.#pieces, this.#dones]
    this.#forget()
    const bytes = pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces)
    if (dones.length === 0) this.#write(bytes)
    else
      this.#write(bytes, (error) => {
        for (const done of dones) done(error)
      })
  }

  /** Nothing can leave any more: what waited is forgotten, its writers are told. */
  drop(): void {
    for (const done of this.#dones) process.nextTick(done)
    this.#forget()
  }

  #forget(): void {
    this.#pieces = NONE
    this.#dones = NO_DONES
    this.#size = 0
  }

  static #tickEnds(writes: MergedWrites): void {
    writes.#single = !writes.#more && writes.#corked()
    writes.#begun = writes.#more = false
    writes.flush()
  }
}
