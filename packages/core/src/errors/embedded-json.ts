import { isObject } from '../json.js'

const LIMIT = 65_536
/** Keys that tell an upstream's error body from JSON that a message merely quotes. */
const BODY_KEYS = ['error', 'errors', 'detail'] as const

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

/** The error body that a provider put into a string, alone or behind some words: `400 {"error":{…}}`. */
export function embeddedJson(text: string): unknown {
  if (text.length > LIMIT) return undefined
  const start = text.search(/[{[]/)
  if (start < 0 || !/[}\]]\s*$/.test(text.slice(-64))) return undefined
  const value = parse(text.slice(start))
  if (text.slice(0, start).trim() === '') return value
  return isObject(value) && BODY_KEYS.some((key) => Object.hasOwn(value, key)) ? value : undefined
}
