import { callAll } from './dones.js'
import type { Done } from './http-types.js'
import { MOST_BYTES } from './merged-writes.js'

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
  #chunks: (string | Uint8Array)[] = []
  #size = 0
  #dones: Done[] = []

  get count(): number {
    return this.#chunks.length
  }

  /** Keeps a chunk (a string is UTF-8); returns whether there is enough to be read now. */
  add(chunk: string | Uint8Array, done: Done | undefined): boolean {
    this.#chunks.push(chunk)
    this.#size += chunk.length
    if (done) this.#dones.push(done)
    return this.#size >= MOST_BYTES
  }

  /** All that was kept. */
  take(): Gathered {
    const [chunks, dones] = [this.#chunks, this.#dones]
    this.#chunks = []
    this.#size = 0
    if (dones.length > 0) this.#dones = []
    return { bytes: joined(chunks), done: callAll(dones) }
  }
}

function joined(chunks: readonly (string | Uint8Array)[]): Uint8Array {
  const [first] = chunks
  if (chunks.length === 1 && first && !isText(first)) return first
  if (chunks.every(isText)) return Buffer.from(chunks.join(''))
  return Buffer.concat(chunks.map((chunk) => (isText(chunk) ? Buffer.from(chunk) : chunk)))
}

const isText = (chunk: string | Uint8Array): chunk is string => typeof chunk === 'string'
