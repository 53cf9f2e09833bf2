import { asText, isObject } from '../../json.js'
import { isOllamaFrame } from '../ollama/ollama.js'

const OBJECT = /(?:^|\.)(?:chat\.completion|text_completion|completion\.chunk)/

const CHOICE_KEYS = ['delta', 'message', 'text', 'finish_reason'] as const

/** Whether a frame is a Chat Completions or legacy text completions chunk, or one of Ollama's own. An error alone is not. */
export function isChatChunk(value: unknown): boolean {
  if (!isObject(value) || asText(value['type']).startsWith('response.')) return false
  if (OBJECT.test(asText(value['object']))) return true
  const { choices } = value
  if (!Array.isArray(choices)) return isOllamaFrame(value)
  const first: unknown = choices[0]
  return first === undefined || (isObject(first) && CHOICE_KEYS.some((key) => Object.hasOwn(first, key)))
}
