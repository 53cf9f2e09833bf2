import { decodeLossy } from './utf8.js'

/** What the inside of a valid JSON string says: the bytes from `start` to `end`. */
export function readString(bytes: Uint8Array, start: number, end: number): string {
  return JSON.parse(`"${decodeLossy(bytes, start, end)}"`)
}
