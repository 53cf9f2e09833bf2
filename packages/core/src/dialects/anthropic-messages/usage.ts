import { isObject, type JsonObject } from '../../json.js'

const count = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

/** The usage of a message so far: what `message_delta` says replaces what `message_start` said, field by field. */
export function mergeUsage(before: JsonObject | undefined, said: unknown): JsonObject | undefined {
  if (!isObject(said)) return before
  const fresh = Object.entries(said).filter(([, value]) => value !== null && value !== undefined)
  return fresh.length === 0 ? before : { ...before, ...Object.fromEntries(fresh) }
}

/** The usage as Responses has it: cached input counts as input. */
export function responsesUsage(usage: JsonObject): JsonObject {
  const cached = count(usage['cache_read_input_tokens']) ?? 0
  const written = count(usage['cache_creation_input_tokens']) ?? 0
  const input = (count(usage['input_tokens']) ?? 0) + cached + written
  const output = count(usage['output_tokens']) ?? 0
  const details = usage['output_tokens_details']
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: cached, cache_write_tokens: written },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: (isObject(details) && count(details['thinking_tokens'])) || 0 },
    total_tokens: input + output,
  }
}
