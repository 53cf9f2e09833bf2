import { callAll } from './dones.js'
import type { Done } from './http-types.js'
import { MOST_BYTES } from './merged-writes.js'
import { encoded, type Joined } from './slabs.js'

/** What a route wrote, as one. */
export interface Gathered {
  readonly bytes: Uint8Array
  readonly done: Done | undefined
}

/**
 * What a route writes in one tick behind its first piece: it is encoded, read and sent as one, since for pieces as small as
 * an event most of the cost is that of the calls.
 */
export class GatheredWrites {
  /** Whether whoever gets the bytes calls back when they have been sent, and keeps them no longer. */
  readonly #reused: boolean
  /** What came first, and the strings that came behind it. */
  #chunks: Uint8Array[] = []
  #text = ''
  #size = 0
  #count = 0
  #dones: Done[] = []

  constructor(reused: boolean) {
    this.#reused = reused
  }

  get count(): number {
    return this.#count
  }

  /** Keeps a chunk (a string is UTF-8); returns whether there is enough to be read now. */
  add(chunk: string | Uint8Array, done: Done | undefined): boolean {
    this.#count++
    this.#size += chunk.length
    // One string: V8 keeps it as its parts until it is encoded, and to join an array of them costs more than all the rest.
    if (typeof chunk === 'string') this.#text += chunk
    else {
      this.#chunks.push(Buffer.from(this.#text), chunk)
      this.#text = ''
    }
    if (done) this.#dones.push(done)
    return this.#size >= MOST_BYTES
  }

  /** All that was kept. */
  take(): Gathered {
    const { bytes, sent } = this.#joined()
    const dones = this.#dones
    this.#size = this.#count = 0
    this.#text = ''
    if (this.#chunks.length > 0) this.#chunks = []
    if (dones.length > 0) this.#dones = []
    return { bytes, done: callAll(sent ? [sent, ...dones] : dones) }
  }

  #joined(): Joined {
    if (this.#chunks.length === 0) return encoded(this.#text, this.#reused)
    return { bytes: Buffer.concat([...this.#chunks, Buffer.from(this.#text)]), sent: undefined }
  }
}
