/** Text of others on one line, without what a terminal would obey. */
export function printable(text: string, most: number = Number.POSITIVE_INFINITY): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get through
  const line = text.replace(/[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+/g, ' ').trim()
  return line.length > most ? `${line.slice(0, most - 1)}…` : line
}
