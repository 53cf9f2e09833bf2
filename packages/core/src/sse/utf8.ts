/** Has no state: one will do for all. */
export const encoder: TextEncoder = new TextEncoder()
/** Text as UTF-8; bytes as they are. */
export const bytesOf = (chunk: Uint8Array | string): Uint8Array =>
  typeof chunk === 'string' ? encoder.encode(chunk) : chunk

// A BOM inside the stream is a character like any other: only the decoder strips one, at the start.
const strict: TextDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const lossy: TextDecoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Decodes a range of bytes; `undefined` if it is not valid UTF-8. */
export function decodeStrict(view: Uint8Array, start = 0, end: number = view.length): string | undefined {
  try {
    return strict.decode(view.subarray(start, end))
  } catch {
    return undefined
  }
}

/** Decodes a range of bytes; U+FFFD stands for what is not valid UTF-8. */
export function decodeLossy(view: Uint8Array, start = 0, end: number = view.length): string {
  return lossy.decode(view.subarray(start, end))
}
