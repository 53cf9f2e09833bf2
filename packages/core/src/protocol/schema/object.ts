import { z } from 'zod'

type OptionalKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T]

/** One schema for every required field of `T`: a field left out, or one too many, does not compile. */
export type RequiredFields<T> = { [K in Exclude<keyof T, OptionalKeys<T>>]: z.ZodType<T[K]> }

/** One schema for every optional field of `T`. */
export type OptionalFields<T> = { [K in OptionalKeys<T>]-?: z.ZodType<Exclude<T[K], undefined>> }

/** An object with these fields; unknown ones pass. */
export function object<T>(required: RequiredFields<T>, optional: OptionalFields<T>): z.ZodType<T> {
  const fields: Record<string, z.ZodType> = { ...(required as Record<string, z.ZodType>) }
  for (const [name, schema] of Object.entries<z.ZodType>(optional)) fields[name] = z.exactOptional(schema)
  // the two mapped types above are what makes this object a T
  return z.looseObject(fields) as unknown as z.ZodType<T>
}
