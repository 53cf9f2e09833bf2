import { isObject } from '../../json.js'
import { INVALID, type Shape } from './shape.js'

const scalar = (is: (value: unknown) => boolean, coerce: (value: unknown) => unknown, zero: unknown): Shape => ({
  is,
  fit: (value, at, report) => {
    if (is(value)) return value
    const coerced = coerce(value)
    if (!is(coerced)) return INVALID
    report('fields/invalid', `${at} was converted`)
    return coerced
  },
  zero: () => zero,
})

const toNumber = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() !== '' ? Number(value) : undefined
const toInteger = (value: unknown): unknown => {
  const number = typeof value === 'number' ? value : toNumber(value)
  return typeof number === 'number' ? Math.trunc(number) + 0 : undefined
}
const written = (value: unknown): unknown => (Number.isFinite(value) ? String(value) : undefined)
const toText = (value: unknown): unknown => {
  if (value === null) return undefined
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}
const isString = (value: unknown): boolean => typeof value === 'string'

/** Anything at all. */
export const any: Shape = { is: () => true, fit: (value) => value, zero: () => ({}) }

/** Any object, left as it is. */
export const anyObject: Shape = { fit: (value) => (isObject(value) ? value : INVALID), zero: () => ({}) }

/** A string; numbers are written out. */
export const string: Shape = scalar(isString, written, '')

/** A string that may arrive as JSON: objects, arrays, numbers and booleans are stringified. */
export const text: Shape = scalar(isString, toText, '')

/** A string that matches. */
export function matching(pattern: RegExp): Shape {
  return scalar((value) => typeof value === 'string' && pattern.test(value), written, INVALID)
}

/** A number within bounds; number strings are read, and what is not finite is invalid. */
export function number(min: number = -Infinity, max: number = Infinity): Shape {
  return scalar(
    (value) => typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max,
    toNumber,
    0,
  )
}

/** An integer within bounds; fractions are cut off and number strings read. */
export function integer(min: number = -Infinity, max: number = Infinity): Shape {
  return scalar((value) => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max, toInteger, 0)
}

/** A boolean; `'true'` and `'false'` are read. */
export const boolean: Shape = scalar(
  (value) => typeof value === 'boolean',
  (value) => (value === 'true' ? true : value === 'false' ? false : undefined),
  false,
)

/** One of these values; the first is the neutral one. */
export function oneOf(...values: readonly (string | null)[]): Shape {
  const allowed = new Set<unknown>(values)
  return scalar(
    (value) => allowed.has(value),
    () => undefined,
    values[0],
  )
}

/** `shape` or null; null is the neutral value. */
export function nullable(shape: Shape): Shape {
  const { is } = shape
  return {
    is: is && ((value) => value === null || is(value)),
    fit: (value, at, report) => (value === null ? null : shape.fit(value, at, report)),
    zero: () => null,
    stays: true,
  }
}

/** `shape` with a neutral value of its own, which also replaces an invalid optional field. */
export function or(shape: Shape, zero: () => unknown): Shape {
  return { is: shape.is, fit: shape.fit, zero, stays: true }
}

/** `shape`, which nobody may make up: without it the object around it is invalid. */
export function given(shape: Shape): Shape {
  return { is: shape.is, fit: shape.fit, zero: () => INVALID }
}

/** An array of `shape`; a lone string or object stands for an array of one. */
export function orLone(shape: Shape): Shape {
  return {
    fit: (value, at, report) => {
      if (value === '' || (typeof value !== 'string' && !isObject(value))) return shape.fit(value, at, report)
      report('fields/invalid', `${at} was not an array`)
      return shape.fit([value], at, report)
    },
    zero: shape.zero,
  }
}

/** `shape`, which may arrive nested under `key` as in Chat Completions: `{ type, [key]: { … } }`. */
export function unnested(key: string, shape: Shape): Shape {
  return {
    fit: (value, at, report) => {
      if (!isObject(value) || !isObject(value[key])) return shape.fit(value, at, report)
      const { [key]: inner, ...outer } = value
      report('fields/invalid', `${at}.${key} was flattened`)
      return shape.fit({ ...(inner as object), ...outer }, at, report)
    },
    zero: shape.zero,
  }
}
