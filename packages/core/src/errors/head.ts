const WINDOW = 65_536

/** The start of a long text, up to its last blank, so that no key or path is cut into a half that no rule knows. */
export function head(text: string): string {
  if (text.length <= WINDOW) return text
  return text.slice(0, WINDOW).replace(/(?<!\S)\S{1,4096}$/, '')
}
