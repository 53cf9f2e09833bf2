import { isObject, type JsonObject } from '../../json.js'

const COUNTS = ['prompt_tokens', 'completion_tokens', 'total_tokens', 'input_tokens', 'output_tokens'] as const

/**
 * The usage of a chunk. `{}`, and zeros in every chunk (LocalAI), say nothing: a reply without a single token has none.
 * Chat names stay; the assembler knows them.
 */
export function readUsage(frame: JsonObject): JsonObject | undefined {
  const { usage } = frame
  if (isObject(usage)) return counts(usage) ? usage : undefined
  const groq = frame['x_groq']
  return isObject(groq) && isObject(groq['usage']) && counts(groq['usage']) ? groq['usage'] : undefined
}

const counts = (usage: JsonObject): boolean => COUNTS.some((name) => typeof usage[name] === 'number' && usage[name] > 0)
