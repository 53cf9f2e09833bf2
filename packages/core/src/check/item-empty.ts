import { asText, isObject, type JsonObject } from '../json.js'
import { familyOfItem } from '../protocol/families.js'

/** Fields that fill while an item streams, beyond those of the text families. */
const FILLED: Readonly<Record<string, readonly (readonly string[])[]>> = {
  message: [['content']],
  reasoning: [['summary'], ['content']],
  shell_call: [['action', 'commands']],
}

/** The paths of an item that should be empty when it is added, and are not. */
export function fullFields(item: JsonObject): string[] {
  const type = asText(item['type'])
  const own = familyOfItem(type)?.path
  const paths = [...(Object.hasOwn(FILLED, type) ? FILLED[type]! : []), ...(own ? [own] : [])]
  return paths.filter((path) => isFull(valueAt(item, path))).map((path) => path.join('.'))
}

function isFull(value: unknown): boolean {
  return (typeof value === 'string' || Array.isArray(value)) && value.length > 0
}

/** The value at a path of keys; `undefined` where there is none. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value
  for (const key of path) {
    if (Array.isArray(found) && typeof key === 'number') found = found[key]
    else if (isObject(found) && Object.hasOwn(found, key)) found = found[String(key)]
    else return undefined
  }
  return found
}
