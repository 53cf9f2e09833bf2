/** The bytes as words. */
export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length)

/** Whether the bytes at `at` are those of `known`, which has no byte 0: eight at a time, where they are a number. */
export function sameBytes(bytes: Uint8Array, at: number, known: Uint8Array): boolean {
  const view = viewOf(bytes)
  const other = viewOf(known)
  const words = known.length & ~7
  // Words that are no number (NaN) are never equal, and a sign alone tells no two zeros apart: neither is text.
  for (let i = 0; i < words; i += 8) if (view.getFloat64(at + i, true) !== other.getFloat64(i, true)) return false
  for (let i = words; i < known.length; i++) if (bytes[at + i] !== known[i]) return false
  return true
}
