const QUOTE = 34
const BACKSLASH = 92
const COMMA = 44
const COLON = 58

/** A range of bytes. */
export interface Span {
  readonly start: number
  readonly end: number
}

/**
 * Finds where the value at a path stands in valid JSON: keys lead into objects, numbers into arrays. `undefined` where there
 * is none, or where a key on the way is escaped or stands twice, so that bytes would not tell which value counts.
 */
export function spanOf(bytes: Uint8Array, at: number, path: readonly (string | number)[]): Span | undefined {
  let start = skipSpace(bytes, at)
  for (const step of path) {
    const next = typeof step === 'string' ? member(bytes, start, step) : element(bytes, start, step)
    if (next === undefined) return undefined
    start = next
  }
  return { start, end: skipValue(bytes, start) }
}

function member(bytes: Uint8Array, at: number, key: string): number | undefined {
  if (bytes[at] !== 123) return undefined
  let found: number | undefined
  let from = skipSpace(bytes, at + 1)
  while (bytes[from] === QUOTE) {
    const end = skipValue(bytes, from)
    const value = skipSpace(bytes, skipSpace(bytes, end) + (bytes[skipSpace(bytes, end)] === COLON ? 1 : 0))
    if (isEscaped(bytes, from, end)) return undefined
    if (isKey(bytes, from + 1, end - 1, key)) {
      if (found !== undefined) return undefined
      found = value
    }
    from = afterComma(bytes, skipValue(bytes, value))
  }
  return found
}

function element(bytes: Uint8Array, at: number, index: number): number | undefined {
  if (bytes[at] !== 91) return undefined
  let from = skipSpace(bytes, at + 1)
  for (let i = 0; i < index && bytes[from] !== 93 && from < bytes.length; i++) {
    from = afterComma(bytes, skipValue(bytes, from))
  }
  return bytes[from] === 93 || from >= bytes.length ? undefined : from
}

const afterComma = (bytes: Uint8Array, at: number): number => {
  const next = skipSpace(bytes, at)
  return bytes[next] === COMMA ? skipSpace(bytes, next + 1) : next
}

function isKey(bytes: Uint8Array, start: number, end: number, key: string): boolean {
  if (end - start !== key.length) return false
  for (let i = 0; i < key.length; i++) if (bytes[start + i] !== key.charCodeAt(i)) return false
  return true
}

function isEscaped(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] === BACKSLASH) return true
  return false
}

function skipSpace(bytes: Uint8Array, at: number): number {
  let next = at
  while (bytes[next] === 32 || bytes[next] === 9) next++
  return next
}

function skipValue(bytes: Uint8Array, at: number): number {
  if (bytes[at] === QUOTE) return skipString(bytes, at)
  if (bytes[at] !== 123 && bytes[at] !== 91) {
    let end = at
    while (end < bytes.length && !isDelimiter(bytes[end])) end++
    return end
  }
  let depth = 0
  for (let i = at; i < bytes.length; i++) {
    const byte = bytes[i]
    if (byte === QUOTE) i = skipString(bytes, i) - 1
    else if (byte === 123 || byte === 91) depth++
    else if ((byte === 125 || byte === 93) && --depth === 0) return i + 1
  }
  return bytes.length
}

const isDelimiter = (byte: number | undefined): boolean =>
  byte === COMMA || byte === 125 || byte === 93 || byte === 32 || byte === 9 || byte === 10 || byte === 13

function skipString(bytes: Uint8Array, at: number): number {
  for (let i = at + 1; i < bytes.length; i++) {
    if (bytes[i] === BACKSLASH) i++
    else if (bytes[i] === QUOTE) return i + 1
  }
  return bytes.length
}
