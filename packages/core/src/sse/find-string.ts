import { sameBytes } from '../same-bytes.js'

const QUOTE = 34
const COLON = 58
const SPACE = 32

/**
 * Where the inside of a JSON string begins that is the value of a field and consists of the bytes of `known`; -1 where there
 * is none between `from` and `end`. A quote behind a colon or a space never stands inside a string, where it is escaped; that
 * it opens one shows when the JSON is parsed.
 */
export function findString(bytes: Uint8Array, known: Uint8Array, from: number, end: number): number {
  for (let at = from + 2; at + known.length < end; at++) {
    if (bytes[at - 1] !== QUOTE || bytes[at + known.length] !== QUOTE) continue
    const before = bytes[at - 2]
    if ((before === COLON || before === SPACE) && sameBytes(bytes, at, known)) return at
  }
  return -1
}
