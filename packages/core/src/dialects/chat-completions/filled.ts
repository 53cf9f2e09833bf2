/** A string that says something; `''` and `null` are how many servers leave a field out. */
export function filled(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}
