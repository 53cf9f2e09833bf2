import type { Done } from './http-types.js'

/** Node's own buffer of a socket: what waits for the end of the tick is not to exceed it. */
const MOST_BYTES = 16 * 1024

const NONE: Uint8Array[] = []
const NO_DONES: Done[] = []

/**
 * One write to the socket for all that one read of the upstream produced. The first piece of a tick leaves at once and what
 * follows in the same tick leaves together when it ends; after a tick of several pieces the first waits for the others too,
 * as Node corks the socket until then in any case. Nothing is ever held past the tick.
 */
export class MergedWrites {
  readonly #write: (bytes: Uint8Array, done?: Done) => void
  readonly #corked: () => boolean
  readonly #ending: () => number
  /** Whether the end of this tick is awaited, and how many pieces have come in it. */
  #begun = false
  #count = 0
  /** Whether ticks bring one piece each: then nothing is asked of the end of the tick until a second piece comes. */
  #single = false
  /** Whether the last tick brought several. */
  #several = false
  #pieces: Uint8Array[] = NONE
  #size = 0
  #dones: Done[] = NO_DONES

  /**
   * `corked` tells whether the socket waits for the end of the tick, as node:http lets it from the first write on; `ending`
   * may add what else is to leave when the tick ends, and returns how many pieces that was.
   */
  constructor(write: (bytes: Uint8Array, done?: Done) => void, corked: () => boolean, ending: () => number) {
    this.#write = write
    this.#corked = corked
    this.#ending = ending
  }

  /** Whether what comes now waits for the end of the tick. */
  get waits(): boolean {
    if (!this.#begun && (this.#several || (this.#single && this.#corked()))) {
      this.#single = false
      this.#begin()
    }
    return this.#begun
  }

  add(bytes: Uint8Array, done: Done | undefined): void {
    const { waits } = this
    this.#count++
    if (!waits) {
      if (!this.#single) this.#begin()
      return done ? this.#write(bytes, done) : this.#write(bytes)
    }
    if (bytes.length === 0 && !done) return
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

  #begin(): void {
    this.#begun = true
    process.nextTick(MergedWrites.#tickEnds, this)
  }

  #forget(): void {
    this.#pieces = NONE
    this.#dones = NO_DONES
    this.#size = 0
  }

  static #tickEnds(writes: MergedWrites): void {
    const count = writes.#count + writes.#ending()
    writes.#several = count > 1
    writes.#single = count === 1 && writes.#corked()
    writes.#begun = false
    writes.#count = 0
    writes.flush()
  }
}
