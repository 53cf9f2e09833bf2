import { looksLikeLeak } from './leak.js'
import { redact } from './redact.js'

const NAME = /^[A-Za-z0-9_.-]{1,64}$/

/** The text as a client may see it, or undefined where nothing of it may be shown. */
export function safeText(text: string): string | undefined {
  if (looksLikeLeak(text)) return undefined
  const redacted = redact(text)
  return redacted.trim() === '' || looksLikeLeak(redacted) ? undefined : redacted
}

/** A code or type as a plain name, numbers as strings; undefined for anything else, an address or a key included. */
export function safeName(value: unknown): string | undefined {
  const name = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  return typeof name === 'string' && NAME.test(name) && redact(name) === name ? name : undefined
}
