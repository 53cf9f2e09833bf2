const BYTES = 24
/** Asking for random bytes costs more than all else about an id: they are asked for by the hundred. */
const pool: Uint8Array<ArrayBuffer> = new Uint8Array(BYTES * 100)
let next: number = pool.length

/** A random id that cannot be guessed: `resp_` and 192 bits in hexadecimal. */
export function randomId(prefix: string): string {
  if (next === pool.length) {
    crypto.getRandomValues(pool)
    next = 0
  }
  let id = `${prefix}_`
  for (const end = next + BYTES; next < end; next++) id += (pool[next] as number).toString(16).padStart(2, '0')
  return id
}
