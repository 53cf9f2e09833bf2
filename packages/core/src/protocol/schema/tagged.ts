import { z } from 'zod'
import { isObject } from '../../json.js'

type Variant<T, K> = T extends { type: infer U } ? (K extends U ? T : never) : never

/** A schema for each `type` of the union `T`. */
export type Variants<T extends { type: string }> = { [K in T['type']]: z.ZodType<Variant<T, K>> }

type Check = z.core.ParsePayload<unknown>

/** Reports what `schema` has against the value, with paths that start at the value. */
export function forward(schema: z.ZodType, check: Check): void {
  const result = schema.safeParse(check.value)
  if (result.success) return
  for (const issue of result.error.issues) {
    check.issues.push({ ...issue, path: [...issue.path], input: check.value } as z.core.$ZodRawIssue)
  }
}

/** A schema that another one is chosen for, value by value. */
export function chosen<T>(choose: (value: unknown) => z.ZodType | string): z.ZodType<T> {
  return z.unknown().check((check) => {
    const schema = choose(check.value)
    if (typeof schema !== 'string') forward(schema, check)
    else check.issues.push({ code: 'custom', message: schema, path: [], input: check.value })
  }) as unknown as z.ZodType<T>
}

/**
 * A union told apart by `type`. Looked up rather than tried: the issues are those of the one variant that was meant.
 *
 * `others` takes the types that no variant has.
 */
export function tagged<T extends { type: string }>(variants: Variants<T>, others?: z.ZodType): z.ZodType<T> {
  const schemas = new Map<string, z.ZodType>(Object.entries<z.ZodType>(variants))
  const known = [...schemas.keys()].join(', ')
  return chosen<T>((value) => {
    if (!isObject(value)) return `expected an object of type ${known}`
    const { type } = value
    if (typeof type !== 'string') return `expected a string \`type\`: ${known}`
    return schemas.get(type) ?? others ?? `unknown type \`${type.slice(0, 80)}\`, expected ${known}`
  })
}
