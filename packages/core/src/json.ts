/** A JSON object as it came off the wire: every key may be anything. */
export type JsonObject = { [key: string]: unknown }

/** Whether `value` is a JSON object: not null, not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object; where it is something else, an empty one. */
export const asObject = (value: unknown): JsonObject => (isObject(value) ? value : {})

/** The entries of an array; of anything else none. */
export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** The string; where it is something else, an empty one. */
export const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A string that says something, or a number's digits; `''` and `null` are how many servers leave a field out. */
export function filled(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : asText(value) || undefined
}

/** The integer; of anything else nothing. */
export const asIndex = (value: unknown): number | undefined => (Number.isInteger(value) ? Number(value) : undefined)

/** Whether two JSON values say the same, whatever the order of their keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    for (let index = 0; index < a.length; index++) if (!sameJson(a[index], b[index])) return false
    return true
  }
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  for (const key of keys) {
    if (!Object.hasOwn(b, key) || !sameJson((a as JsonObject)[key], (b as JsonObject)[key])) return false
  }
  return true
}

/** Sets the keys of `from` on `object`; a `__proto__` key is none that counts. */
export function assign(object: JsonObject, from: JsonObject): void {
  if (!Object.hasOwn(from, '__proto__')) Object.assign(object, from)
  else for (const key of Object.keys(from)) if (key !== '__proto__') object[key] = from[key]
}

/** V8 makes a table of an object that gains more keys than this one by one, and a copy of a table costs ten times as much. */
export const MANY_KEYS: number = 12

/** A fresh object with the same keys, of which others may be set. */
export function copyOf(object: JsonObject): JsonObject {
  return Object.keys(object).length > MANY_KEYS ? { ...object } : merge(object)
}

/**
 * A fresh object with the keys of all, of which the last counts. V8 makes a spread of parsed JSON slow to add to, three times
 * as slow as all the rest of an event; `Object.assign` alone would take a `__proto__` key for the prototype.
 */
export function merge(...objects: readonly (JsonObject | undefined)[]): JsonObject {
  let merged: JsonObject = {}
  for (const object of objects) {
    if (object === undefined) continue
    if (Object.hasOwn(object, '__proto__')) merged = { ...merged, ...object }
    else Object.assign(merged, object)
  }
  return merged
}
