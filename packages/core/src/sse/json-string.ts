const utf8: TextDecoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** What the inside of a valid JSON string says. */
export function readString(inside: Uint8Array): string {
  return JSON.parse(`"${utf8.decode(inside)}"`)
}
