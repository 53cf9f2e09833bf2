import type { JsonObject } from '@strict-responses/core'

/** The object without its undefined fields. */
export function present(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined))
}
