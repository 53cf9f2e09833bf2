// A BOM inside the stream is a character like any other: only the decoder strips one, at the start.
const strict: TextDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const lossy: TextDecoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Decodes a range of bytes; `undefined` if it is not valid UTF-8. */
export function decodeStrict(view: Uint8Array, start: number, end: number): string | undefined {
  try {
    return strict.decode(view.subarray(start, end))
  } catch {
    return undefined
  }
}

/** Decodes a range of bytes; U+FFFD stands for what is not valid UTF-8. */
export function decodeLossy(view: Uint8Array, start: number, end: number): string {
  return lossy.decode(view.subarray(start, end))
}
