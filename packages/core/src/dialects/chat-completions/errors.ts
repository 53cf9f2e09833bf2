import { asText, filled, isObject, type JsonObject } from '../../json.js'

/**
 * The failure that a frame reports, whole, in one of the shapes seen: a truthy top-level `error` (object, string, code),
 * `event: error`, `{"object":"error",…}`, a flat `{code, message, type}`, FastAPI's `{detail}`, Groq's `x_groq.error`.
 *
 * Nested objects named `error` do not count: Azure and Copilot put an empty one into every content filter result.
 */
export function errorIn(data: unknown, event?: string | undefined): unknown {
  if (event === 'error') return data
  if (!isObject(data)) return undefined
  if (isReal(data['error']) || data['object'] === 'error') return data
  const groq = data['x_groq']
  if (isObject(groq) && isReal(groq['error'])) return { error: groq['error'] }
  return !Array.isArray(data['choices']) && isFlat(data) ? data : undefined
}

/** The failure that a choice reports. */
export function errorInChoice(choice: JsonObject): unknown {
  return isReal(choice['error']) ? { error: choice['error'] } : undefined
}

const isFlat = ({ message, code, type, status, detail }: JsonObject): boolean =>
  asText(message) !== '' ? [code, type, status].some(isReal) : asText(detail) !== ''

/** What an error says is nobody's to know beforehand: one that says anything is one. */
export const isReal = (error: unknown): boolean => {
  if (typeof error === 'object' && error !== null) return Object.values(error).some(isReal)
  return error === true || (filled(error) !== undefined && error !== 0)
}
