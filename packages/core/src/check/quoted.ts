/** A value of the stream as an issue shows it: its first 80 characters. */
export function quoted(value: unknown): string {
  return `\`${(typeof value === 'string' ? value : JSON.stringify(value))?.slice(0, 80)}\``
}
