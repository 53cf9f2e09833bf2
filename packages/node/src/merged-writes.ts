import type { Done } from './http-types.js'

/** Node's own buffer of a socket: what waits for the end of the tick is not to exceed it. */
const MOST_BYTES = 16 * 1024

/**
 * One write to the socket for all that one read of the upstream produced: the first piece of a tick leaves at once, what
 * follows in the same tick leaves together when it ends. Nothing is ever held past the tick.
 */
export class MergedWrites {
  readonly #write: (bytes: Uint8Array, done?: Done) => void
  /** Whether something has left in this tick. */
  #begun = false
  #pieces: Uint8Array[] = []
  #size = 0
  #dones: Done[] = []

  constructor(write: (bytes: Uint8Array, done?: Done) => void) {
    this.#write = write
  }

  add(bytes: Uint8Array, done: Done | undefined): void {
    if (!this.#begun) {
      this.#begun = true
      process.nextTick(tickEnds, this)
      return done ? this.#write(bytes, done) : this.#write(bytes)
    }
    this.#pieces.push(bytes)
    this.#size += bytes.length
    if (done) this.#dones.push(done)
    if (this.#size >= MOST_BYTES) this.flush()
  }

  /** What waits for the end of the tick leaves now. */
  flush(): void {
    if (this.#pieces.length === 0) return
    const [pieces, dones] = [this.#pieces, this.#dones]
    this.#pieces = []
    this.#dones = []
    this.#size = 0
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
    this.#pieces = []
    this.#dones = []
    this.#size = 0
  }

  static ended(writes: MergedWrites): void {
    writes.#begun = false
    writes.flush()
  }
}

const tickEnds = MergedWrites.ended
