import { isObject, type JsonObject } from '../../json.js'
import type { Profile } from '../../options.js'
import type { FieldContext } from './context.js'
import { integer } from './scalars.js'
import { type FieldList, type Fields, fieldsOf, fitFields, INVALID, object, type Shape } from './shape.js'

const count = integer(0)

const usage = (input: Fields): FieldList =>
  fieldsOf({
    input_tokens: count,
    input_tokens_details: object(input),
    output_tokens: count,
    output_tokens_details: object({ reasoning_tokens: count }),
    total_tokens: count,
  })

const USAGE: Readonly<Record<Profile, FieldList>> = {
  openai: usage({ cached_tokens: count, cache_write_tokens: count }),
  'open-responses': usage({ cached_tokens: count }),
}

/** Names that other protocols have for a field. */
const ALIASES: readonly (readonly [alias: string, name: string])[] = [
  ['prompt_tokens', 'input_tokens'],
  ['completion_tokens', 'output_tokens'],
  ['prompt_tokens_details', 'input_tokens_details'],
  ['completion_tokens_details', 'output_tokens_details'],
]
const CACHE: readonly (readonly [alias: string, name: string])[] = [
  ['cache_read_input_tokens', 'cached_tokens'],
  ['cache_creation_input_tokens', 'cache_write_tokens'],
]

/** The usage as the profile's schema wants it, or null where nobody knows. */
export function completeUsage(value: unknown, context: FieldContext): JsonObject | null {
  if (value === null || value === undefined) return null
  const known = isObject(value) ? numbersOnly(renamed(value, context), context) : undefined
  if (!known || !KNOWN.some((name) => known[name] !== undefined && known[name] !== null)) {
    context.report('fields/invalid', 'usage says nothing and is now null')
    return null
  }
  const zero = (name: string, shape: Shape): unknown =>
    name === 'total_tokens' ? tokens(known['input_tokens']) + tokens(known['output_tokens']) : shape.zero()
  const fitted = fitFields(USAGE[context.profile], known, 'usage', context.report, zero)
  return fitted === INVALID ? null : fitted
}

const KNOWN = ['input_tokens', 'output_tokens', 'total_tokens'] as const

const tokens = (value: unknown): number => {
  const fitted = count.fit(value, '', () => {})
  return fitted === INVALID ? 0 : (fitted as number)
}

/** Details are counts: vLLM adds lists to them, on which `@openai/agents` throws. */
function numbersOnly(usage: JsonObject, context: FieldContext): JsonObject {
  let copy = usage
  for (const name of ['input_tokens_details', 'output_tokens_details']) {
    const details = usage[name]
    if (!isObject(details) || !Object.values(details).some(Array.isArray)) continue
    context.report('fields/invalid', `lists in usage.${name} were left out`)
    copy = { ...copy, [name]: Object.fromEntries(Object.entries(details).filter(([, count]) => !Array.isArray(count))) }
  }
  return copy
}

function renamed(value: JsonObject, context: FieldContext): JsonObject {
  let copy: JsonObject | undefined
  const move = (alias: string, name: string): void => {
    copy ??= { ...value }
    if (copy[name] === undefined || copy[name] === null) copy[name] = copy[alias]
    delete copy[alias]
    context.report('fields/invalid', `usage.${alias} is now ${name}`)
  }
  for (const [alias, name] of ALIASES) if (value[alias] !== undefined) move(alias, name)
  if (!CACHE.some(([alias]) => value[alias] !== undefined)) return copy ?? value
  // Anthropic counts cached input apart: its input_tokens comes without it, and it sends no total
  const apart = value['prompt_tokens'] === undefined && value['total_tokens'] === undefined
  const result: JsonObject = { ...(copy ?? value) }
  const details: JsonObject = isObject(result['input_tokens_details']) ? { ...result['input_tokens_details'] } : {}
  for (const [alias, name] of CACHE) {
    if (value[alias] === undefined) continue
    if (apart) result['input_tokens'] = tokens(result['input_tokens']) + tokens(value[alias])
    details[name] ??= tokens(value[alias])
    delete result[alias]
    context.report('fields/invalid', `usage.${alias} is now input_tokens_details.${name}`)
  }
  result['input_tokens_details'] = details
  return result
}
