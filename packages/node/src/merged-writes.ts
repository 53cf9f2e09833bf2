import { callAll } from './dones.js'
import type { Done } from './http-types.js'
import { copied } from './output.js'
import { EMPTY, SLAB_BYTES, type Slab, takeSlab } from './slabs.js'

/** Node's own buffer of a socket: what waits for the end of the tick is not to exceed it. */
const MOST_BYTES = 16 * 1024

const NO_DONES: Done[] = []

/** Where merged writes go. */
export interface WriteTarget {
  send(bytes: Uint8Array, done: Done | undefined): void
  /** Whether the socket waits for the end of the tick, as node:http lets it from the first write on. */
  readonly corked: boolean
  /** May add what else is to leave when the tick ends; returns how many pieces that was. */
  tickEnds(): number
}

/**
 * One write to the socket for all that one read of the upstream produced. The first piece of a tick leaves at once and what
 * follows in the same tick leaves together when it ends; after a tick of several pieces the first waits for the others too,
 * as Node corks the socket until then in any case. Nothing is ever held past the tick.
 */
export class MergedWrites {
  readonly #target: WriteTarget
  /** Whether `done` is called when the bytes have been sent, and not before. */
  readonly #tellsWhenSent: boolean
  /** Whether the end of this tick is awaited, and how many pieces have come in it. */
  #begun = false
  #count = 0
  /** Whether ticks bring one piece each: then nothing is asked of the end of the tick until a second piece comes. */
  #single = false
  /** Whether the last tick brought several. */
  #several = false
  /** What waits: a copy, as whoever wrote it may use its bytes again. */
  #slab: Slab | undefined
  #dones: Done[] = NO_DONES

  constructor(target: WriteTarget, tellsWhenSent: boolean) {
    this.#target = target
    this.#tellsWhenSent = tellsWhenSent
  }

  /** Whether what comes now waits for the end of the tick, which is then awaited. */
  waits(): boolean {
    if (!this.#begun && (this.#several || (this.#single && this.#target.corked))) {
      this.#single = false
      this.#begin()
    }
    return this.#begun
  }

  /** Whether a piece has come in this tick already, as far as that is known. */
  get amid(): boolean {
    return this.#begun && this.#count > 0
  }

  add(bytes: Uint8Array, done: Done | undefined): void {
    const waits = this.waits()
    this.#count++
    if (!waits) {
      if (!this.#single) this.#begin()
      return this.#target.send(bytes, done)
    }
    if (this.#used + bytes.length > SLAB_BYTES) this.flush()
    if (bytes.length > SLAB_BYTES) return this.#target.send(bytes, done)
    if (bytes.length > 0) {
      this.#slab ??= takeSlab()
      this.#slab.add(bytes)
      copied(bytes)
    }
    if (done && this.#dones === NO_DONES) this.#dones = []
    if (done) this.#dones.push(done)
    if (this.#used >= MOST_BYTES) this.flush()
  }

  get #used(): number {
    return this.#slab?.used ?? 0
  }

  /** What waits for the end of the tick leaves now. */
  flush(): void {
    const [slab, dones] = [this.#slab, this.#dones]
    if (!slab && dones.length === 0) return
    this.#forget()
    if (slab && this.#tellsWhenSent) return this.#target.send(slab.bytes, callAll([slab.sent, ...dones]))
    const bytes = slab ? Buffer.from(slab.bytes) : EMPTY
    slab?.free()
    this.#target.send(bytes, callAll(dones))
  }

  /** Nothing can leave any more: what waited is forgotten, its writers are told. */
  drop(): void {
    for (const done of this.#dones) process.nextTick(done)
    this.#slab?.free()
    this.#forget()
  }

  #begin(): void {
    this.#begun = true
    process.nextTick(MergedWrites.#tickEnds, this)
  }

  #forget(): void {
    this.#slab = undefined
    this.#dones = NO_DONES
  }

  static #tickEnds(writes: MergedWrites): void {
    const count = writes.#count + writes.#target.tickEnds()
    writes.#several = count > 1
    writes.#single = count === 1 && writes.#target.corked
    writes.#begun = false
    writes.#count = 0
    writes.flush()
  }
}
