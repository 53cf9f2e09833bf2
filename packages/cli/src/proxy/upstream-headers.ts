import { CannotRun } from '../cannot-run.js'

/** Headers as `--header 'Name: value'` gives them. */
export function upstreamHeaders(lines: readonly string[]): Record<string, string> {
  const headers = new Headers()
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon < 1) throw new CannotRun(`--header '${line}' has no colon`, "Write --header 'Name: value'.")
    const name = line.slice(0, colon).trim()
    try {
      headers.set(name, line.slice(colon + 1).trim())
    } catch {
      throw new CannotRun(
        `--header '${name}' is no legal HTTP header`,
        'Names are letters, digits and dashes; values have no line breaks.',
      )
    }
  }
  return Object.fromEntries(headers)
}
