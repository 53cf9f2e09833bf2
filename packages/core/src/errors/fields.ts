/** Reads one property of anything; a missing one and one whose getter throws are alike `undefined`. */
export function field(value: unknown, key: string): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined
  try {
    return (value as Record<string, unknown>)[key]
  } catch {
    return undefined
  }
}

/** The first property of `keys` that `accept` takes. */
export function firstField<T>(
  value: unknown,
  keys: readonly string[],
  accept: (found: unknown) => T | undefined,
): T | undefined {
  for (const key of keys) {
    const taken = accept(field(value, key))
    if (taken !== undefined) return taken
  }
  return undefined
}
