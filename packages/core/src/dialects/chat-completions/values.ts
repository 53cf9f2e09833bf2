/** The string, or an empty one where the value is something else. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** A string that says something; `''` and `null` are how many servers leave a field out. */
export function filled(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The entries of an array; of anything else none. */
export function entries(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
