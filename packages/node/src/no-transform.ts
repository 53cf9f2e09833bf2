const NO_TRANSFORM = /(?:^|,)\s*no-transform\s*(?:,|$)/i

/** A Cache-Control that keeps compressors and proxies off the stream, whatever else it said. */
export function withNoTransform(cacheControl: unknown): string {
  const value = Array.isArray(cacheControl) ? cacheControl.join(', ') : String(cacheControl ?? '')
  if (value === '') return 'no-cache, no-transform'
  return NO_TRANSFORM.test(value) ? value : `${value}, no-transform`
}
