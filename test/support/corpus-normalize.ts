import { createNormalizer, type Normalizer, type NormalizerOptions, type Repair } from '@strict-responses/core'

export interface Normalized {
  readonly bytes: Uint8Array
  readonly text: string
  readonly state: Normalizer['state']
  readonly outcome: Normalizer['outcome']
  readonly repairs: readonly Repair[]
}

/** Options under which two runs give the same bytes: ids are counted and the clock stands still. */
export function deterministic(options: NormalizerOptions = {}): NormalizerOptions {
  let made = 0
  return {
    generateId: (prefix) => {
      made += 1
      return `${prefix}_made${made}`
    },
    now: () => 1_790_000_000_000,
    ...options,
  }
}

export function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

export const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

export const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** Runs chunks through a fresh normalizer and ends it, or breaks it with `failure`. */
export function normalize(
  chunks: readonly (Uint8Array | string)[],
  options: NormalizerOptions = {},
  failure?: { readonly error: unknown },
): Normalized {
  const repairs: Repair[] = []
  const normalizer = createNormalizer({ ...deterministic(options), onRepair: (repair) => repairs.push(repair) })
  // What push returns may be reused by the next push: it is copied, as a socket would.
  const out = chunks.map((chunk) => normalizer.push(chunk).slice())
  out.push((failure ? normalizer.fail(failure.error) : normalizer.end()).slice())
  const bytes = concat(out)
  return { bytes, text: decode(bytes), state: normalizer.state, outcome: normalizer.outcome, repairs }
}

/** A small seeded generator (mulberry32): the same seed cuts the same way on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Cuts bytes at random places, now and then in the middle of a character. */
export function randomSplit(bytes: Uint8Array, seed: number): Uint8Array[] {
  const random = seeded(seed)
  const chunks: Uint8Array[] = []
  for (let at = 0; at < bytes.length; ) {
    const size = 1 + Math.floor(random() ** 3 * 4096)
    chunks.push(bytes.subarray(at, at + size))
    at += size
  }
  return chunks
}

/** A seed from a file name: stable, and different for each file. */
export function seedOf(name: string): number {
  let seed = 2_166_136_261
  for (const char of name) seed = Math.imul(seed ^ char.charCodeAt(0), 16_777_619)
  return seed >>> 0
}
