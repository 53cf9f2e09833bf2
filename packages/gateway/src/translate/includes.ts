import type { JsonObject } from '@strict-responses/core'
import type { Report } from './translation.js'

/** What `include` asks for; entries that `known` does not list are reported. */
export function readIncludes(request: JsonObject, known: readonly string[], report: Report): ReadonlySet<unknown> {
  const { include } = request
  const asked = new Set<unknown>(Array.isArray(include) ? include : [])
  for (const entry of asked)
    if (typeof entry === 'string' && !known.includes(entry))
      report('gateway/dropped-include', `include \`${entry.slice(0, 64)}\` was not passed on`)
  return asked
}
