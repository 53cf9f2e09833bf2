import { copyOf, isObject, type JsonObject, MANY_KEYS, merge } from '../../json.js'
import type { Report } from '../../repair.js'

/** What a shape answers for a value that it cannot mend; the parent then decides. */
export const INVALID: unique symbol = Symbol('invalid')

/** What a value must look like, and what to do where it does not. Nothing recurses along the data, only along shapes. */
export interface Shape {
  /** Whether a value fits as it is: the quick way, which only scalars have. */
  readonly is?: ((value: unknown) => boolean) | undefined
  /** The very same value where it fits, else a mended copy, else `INVALID`; reports what it mends. */
  readonly fit: (value: unknown, at: string, report: Report) => unknown
  /** A fresh neutral value, or `INVALID` where none may be made up: the parent then is invalid too. */
  readonly zero: () => unknown
  /** Whether an optional field becomes the zero value where it is invalid, instead of being dropped. */
  readonly stays?: true
}

/** A table of fields. */
export type Fields = Readonly<Record<string, Shape>>

interface Field {
  readonly name: string
  readonly shape: Shape
  readonly required: boolean
}

const silent: Report = () => {}

/** Fields, in the order in which missing ones are added. */
export interface FieldList {
  readonly fields: readonly Field[]
  /** An object of all required fields, where there are many. */
  readonly template: JsonObject | undefined
}

/** The fields of an object. */
export function fieldsOf(required: Fields, optional: Fields = {}): FieldList {
  const list = (fields: Fields, need: boolean): Field[] =>
    Object.entries(fields).map(([name, shape]) => ({ name, shape, required: need }))
  const names = Object.keys(required)
  return {
    fields: [...list(required, true), ...list(optional, false)],
    // Only what is parsed has room for all its keys from the start.
    template:
      names.length > MANY_KEYS
        ? JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, null]))))
        : undefined,
  }
}

/** A copy of `value` that may gain the fields that it lacks. */
function begin({ template }: FieldList, value: JsonObject): JsonObject {
  if (!template || Object.hasOwn(value, '__proto__') || Object.keys(value).length > MANY_KEYS) return copyOf(value)
  const begun = { ...template }
  for (const key of Object.keys(value)) begun[key] = value[key]
  return begun
}

/** Mends the fields of `value`; `zero` gives what stands in for a missing or invalid one. */
export function fitFields(
  list: FieldList,
  value: JsonObject,
  at: string,
  report: Report,
  zero: (name: string, shape: Shape) => unknown = (_, shape) => shape.zero(),
): JsonObject | typeof INVALID {
  let copy: JsonObject | undefined
  for (const { name, shape, required } of list.fields) {
    const given = value[name]
    if (given === undefined ? !required : shape.is?.(given)) continue
    const path = at === '' ? name : `${at}.${name}`
    let fitted = given === undefined ? INVALID : shape.fit(given, path, report)
    if (Object.is(fitted, given)) continue
    if (fitted === INVALID) {
      if (required || shape.stays) fitted = zero(name, shape)
      if (fitted === INVALID && required) return INVALID
      if (given === undefined) report('fields/missing', `${path} was missing`)
      else report('fields/invalid', `${path} was invalid and is now ${fitted === INVALID ? 'gone' : 'neutral'}`)
    }
    copy ??= begin(list, value)
    if (fitted === INVALID) delete copy[name]
    else copy[name] = fitted
  }
  return copy ?? value
}

/** An object with these fields; unknown ones are kept. */
export function object(required: Fields, optional: Fields = {}): Shape {
  const fields = fieldsOf(required, optional)
  return {
    fit: (value, at, report) => (isObject(value) ? fitFields(fields, value, at, report) : INVALID),
    zero: () => fitFields(fields, {}, '', silent),
  }
}

/** An array; elements that cannot be mended are dropped, and fewer than `min` or more than `max` make it invalid. */
export function list(of: Shape, min = 0, max: number = Number.POSITIVE_INFINITY): Shape {
  return {
    fit: (value, at, report) => {
      if (!Array.isArray(value)) return INVALID
      let copy: unknown[] | undefined
      for (let index = 0; index < value.length; index++) {
        const fitted = of.is?.(value[index]) ? value[index] : of.fit(value[index], `${at}[]`, report)
        if (!copy && Object.is(fitted, value[index])) continue
        copy ??= value.slice(0, index)
        if (fitted !== INVALID) copy.push(fitted)
      }
      const dropped = copy ? value.length - copy.length : 0
      if (dropped > 0) report('fields/invalid', `${at}[]: ${dropped} invalid dropped`)
      const kept = copy ?? value
      return kept.length < min || kept.length > max ? INVALID : kept
    },
    zero: () => (min > 0 ? INVALID : []),
  }
}

/** An object whose every value has the same shape; values that cannot be mended are dropped. */
export function record(of: Shape): Shape {
  return {
    fit: (value, at, report) => {
      if (!isObject(value)) return INVALID
      let copy: JsonObject | undefined
      const path = `${at}.*`
      for (const key of Object.keys(value)) {
        const fitted = of.fit(value[key], path, report)
        if (Object.is(fitted, value[key])) continue
        // an own `__proto__` key stays one, so that the assignment never reaches a setter
        copy ??= merge(value)
        if (fitted !== INVALID) copy[key] = fitted
        else {
          delete copy[key]
          report('fields/invalid', `${path}: one invalid dropped`)
        }
      }
      return copy ?? value
    },
    zero: () => ({}),
  }
}

/** Objects told apart by `type`; `other` may turn anything else into one of them. */
export function tagged(variants: Fields, other?: (value: unknown) => JsonObject | undefined): Shape {
  const byType = new Map(Object.entries(variants))
  const variantOf = (value: unknown): Shape | undefined =>
    isObject(value) && typeof value['type'] === 'string' ? byType.get(value['type']) : undefined
  return {
    fit: (value, at, report) => {
      const variant = variantOf(value)
      if (variant) return variant.fit(value, at, report)
      const turned = other?.(value)
      if (!turned) return INVALID
      report('fields/invalid', `${at} was retyped to ${turned['type']}`)
      return variantOf(turned)?.fit(turned, at, report) ?? INVALID
    },
    zero: () => INVALID,
  }
}

/** One shape for each JSON type that is allowed. */
export function byKind(shapes: {
  string?: Shape
  array?: Shape
  object?: Shape
  number?: Shape
  boolean?: Shape
}): Shape {
  return {
    fit: (value, at, report) => {
      const kind = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value
      return Object.hasOwn(shapes, kind) ? shapes[kind as keyof typeof shapes]!.fit(value, at, report) : INVALID
    },
    zero: () => INVALID,
  }
}
