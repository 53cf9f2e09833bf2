/** The error that names an option, its value and what it may be. */
export function badOption(name: string, value: unknown, rule: string): TypeError {
  const shown = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return new TypeError(`strict-responses: ${name} is ${shown}; it ${rule}`)
}
