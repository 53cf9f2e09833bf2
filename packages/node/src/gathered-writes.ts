import { callAll } from './dones.js'
import type { Done } from './http-types.js'
import { EMPTY, SLAB_BYTES, type Slab, takeSlab } from './slabs.js'
import { bytesOf } from './write-arguments.js'

/** As much as stays in a processor's nearest cache while it is copied, read and written. */
const MOST_BYTES = 4 * 1024
/** Strings are written anew in any case. In UTF-16 units: with a last piece, as many as a slab has room for at three bytes each. */
const MOST_TEXT: number = Math.floor(SLAB_BYTES / 3) - MOST_BYTES

/** What a route wrote, as one. */
export interface Gathered {
  readonly bytes: Uint8Array
  readonly done: Done | undefined
  /** Holds the bytes, and is to be freed when they have been read and what came of them has left or been copied. */
  readonly slab: Slab | undefined
}

/**
 * What a route writes in one tick behind its first piece: it is encoded, read and sent as one, since for pieces as small as
 * an event most of the cost is that of the calls.
 */
export class GatheredWrites {
  #slab: Slab | undefined
  /** The strings that came last. */
  #text = ''
  /** A chunk too large to be worth a copy: the last one. */
  #large: Uint8Array | undefined
  #size = 0
  #count = 0
  #dones: Done[] = []

  get count(): number {
    return this.#count
  }

  /** Keeps a chunk (a string is UTF-8); returns whether all must be read now. */
  add(chunk: string | Uint8Array, done: Done | undefined): boolean {
    this.#count++
    if (done) this.#dones.push(done)
    if (chunk.length > MOST_BYTES) {
      const bytes = bytesOf(chunk, undefined)
      const slab = this.#size > 0 ? this.#encoded() : undefined
      // To read it and what came before it as one takes a copy in any case: best where there is room already.
      if (slab && slab.used + bytes.length <= SLAB_BYTES) slab.add(bytes)
      else this.#large = bytes
      return true
    }
    this.#size += chunk.length
    if (typeof chunk !== 'string') this.#encoded().add(chunk)
    // One string: V8 keeps it as its parts until it is encoded, and to join an array of them costs more than all the rest.
    else this.#text += chunk
    return this.#size >= (typeof chunk === 'string' ? MOST_TEXT : MOST_BYTES)
  }

  /** All that was kept. */
  take(): Gathered {
    const slab = this.#size > 0 ? this.#encoded() : undefined
    const [large, dones] = [this.#large ?? EMPTY, this.#dones]
    this.#slab = this.#large = undefined
    this.#size = this.#count = 0
    if (dones.length > 0) this.#dones = []
    const done = callAll(dones)
    if (!slab) return { bytes: large, done, slab }
    if (large === EMPTY) return { bytes: slab.bytes, done, slab }
    const bytes = Buffer.concat([slab.bytes, large])
    slab.free()
    return { bytes, done, slab: undefined }
  }

  /** What was kept, as bytes. */
  #encoded(): Slab {
    this.#slab ??= takeSlab()
    if (this.#text !== '') this.#slab.addText(this.#text)
    this.#text = ''
    return this.#slab
  }
}
