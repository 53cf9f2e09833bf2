/** A random id that cannot be guessed: `resp_` and 192 bits in hexadecimal. */
export function randomId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24))
  return `${prefix}_${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
