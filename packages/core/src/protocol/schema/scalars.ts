import { z } from 'zod'
import { isObject, type JsonObject } from '../../json.js'

export const string: z.ZodType<string> = z.string()
export const boolean: z.ZodType<boolean> = z.boolean()
export const number: z.ZodType<number> = z.number()
export const integer: z.ZodType<number> = z.int()

/** A count or a position; clients read them as unsigned. */
export const index: z.ZodType<number> = z.int().min(0)

/** Anything, but something: zod's own `unknown` lets a field be missing. */
export const anything: z.ZodType<unknown> = z.unknown().refine((value) => value !== undefined, 'expected a value')

export const anyObject: z.ZodType<JsonObject> = z.custom<JsonObject>(isObject, 'expected an object')

/** A string of at most `length` characters: code points, as JSON Schema counts them. */
export function atMost(length: number): z.ZodType<string> {
  return z.string().regex(new RegExp(`^[\\s\\S]{0,${length}}$`, 'u'), `expected at most ${length} characters`)
}

export function literal<const T extends string>(value: T): z.ZodType<T> {
  return z.literal(value)
}

export function oneOf<const T extends string>(...values: readonly T[]): z.ZodType<T> {
  return z.enum(values as readonly [T, ...T[]]) as unknown as z.ZodType<T>
}

export function nullable<T>(schema: z.ZodType<T>): z.ZodType<T | null> {
  return z.nullable(schema)
}

export function list<T>(schema: z.ZodType<T>): z.ZodType<T[]> {
  return z.array(schema)
}

export function record<T>(schema: z.ZodType<T>): z.ZodType<Record<string, T>> {
  return z.record(z.string(), schema)
}
