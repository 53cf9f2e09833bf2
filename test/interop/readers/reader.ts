/** A client that refuses more than the official ones, as far as its rules on a stream go. */
export interface Reader {
  readonly name: string
  /** The whole stream; `error` is the first thing that the real one fails on. */
  read(bytes: Uint8Array): ReadResult
}

export interface ReadResult {
  readonly events: readonly object[]
  readonly error?: string | undefined
}

/** What is wrong with a value, if anything. */
export type Rule = (value: unknown, at: string) => string | undefined

export const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const type =
  (what: string, fits: (value: unknown) => boolean): Rule =>
  (value, at) =>
    value === undefined ? `missing field ${at}` : fits(value) ? undefined : `${at} is no ${what}`

export const anything: Rule = type('value', () => true)
export const string: Rule = type('string', (value) => typeof value === 'string')
export const boolean: Rule = type('boolean', (value) => typeof value === 'boolean')
export const number: Rule = type('number', (value) => typeof value === 'number')
/** A float fails as well. */
export const unsigned: Rule = type('unsigned integer', (value) => Number.isSafeInteger(value) && Number(value) >= 0)

export const oneOf = (...values: readonly string[]): Rule =>
  type(values.join('|'), (value) => values.includes(value as string))

/** Absent and null are fine. */
export const optional =
  (rule: Rule): Rule =>
  (value, at) =>
    value === undefined || value === null ? undefined : rule(value, at)

export const list =
  (rule: Rule = anything): Rule =>
  (value, at) => {
    if (value === undefined) return `missing field ${at}`
    if (!Array.isArray(value)) return `${at} is no list`
    return firstOf(value, (one, i) => rule(one, `${at}[${i}]`))
  }

export const record =
  (rule: Rule): Rule =>
  (value, at) =>
    isObject(value) ? firstOf(Object.entries(value), ([key, one]) => rule(one, `${at}.${key}`)) : `${at} is no object`

export interface Fields {
  readonly [name: string]: Rule
}

export const object =
  (fields: Fields): Rule =>
  (value, at) => {
    if (value === undefined) return `missing field ${at}`
    if (!isObject(value)) return `${at} is no object`
    return firstOf(Object.entries(fields), ([name, rule]) => rule(value[name], at === '' ? name : `${at}.${name}`))
  }

/** By `type`; one that is not in the table goes by the rule for all others. */
export const tagged =
  (rules: { readonly [type: string]: Rule }, others: Rule = anything): Rule =>
  (value, at) => {
    if (value === undefined) return `missing field ${at}`
    if (!isObject(value)) return `${at} is no object`
    const { type } = value
    if (typeof type !== 'string') return `missing field ${at === '' ? 'type' : `${at}.type`}`
    return (rules[type] ?? others)(value, at)
  }

export function firstOf<T>(
  values: readonly T[],
  test: (value: T, index: number) => string | undefined,
): string | undefined {
  for (const [i, value] of values.entries()) {
    const found = test(value, i)
    if (found !== undefined) return found
  }
  return undefined
}
