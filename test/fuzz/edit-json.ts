import { isObj, type Obj } from '../support/oracle-frames.js'
import type { Random } from './random.js'

type Change = (key: string, value: unknown) => readonly (readonly [key: string, value: unknown])[]

const countKeys = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + countKeys(one), 0)
  return isObj(value) ? Object.values(value).reduce<number>((sum, one) => sum + 1 + countKeys(one), 0) : 0
}

/** The object with one of its keys, at any depth, changed into other keys. */
export function editKey(json: Obj, random: Random, change: Change): Obj {
  const wanted = random.below(countKeys(json))
  let at = 0
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk)
    if (!isObj(value)) return value
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) =>
        at++ === wanted ? change(key, inner) : ([[key, walk(inner)]] as const),
      ),
    )
  }
  return walk(json) as Obj
}

/** The object with every key of a name, at any depth, changed. */
export function editNamed(json: Obj, name: string, change: Change): Obj {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk)
    if (!isObj(value)) return value
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) =>
        key === name ? change(key, inner) : ([[key, walk(inner)]] as const),
      ),
    )
  }
  return walk(json) as Obj
}

/** A value that may stand where another one stood. */
export function otherValue(value: unknown, random: Random): unknown {
  return random.pick<() => unknown>([
    () => null,
    () => true,
    () => 0,
    () => -1,
    () => random.below(5),
    () => 1.5,
    () => 1e21,
    () => '',
    () => '0',
    () => 'in_progress',
    () => 'x\r\n\u2028🌍',
    () => [],
    () => ({}),
    () => [value],
    () => ({ type: 'x', text: 'y' }),
    () => String(value),
    () => JSON.stringify(value),
    () => Number(value),
  ])()
}
