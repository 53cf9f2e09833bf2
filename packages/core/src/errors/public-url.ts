const PUBLIC = /^https:\/\/((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})((?:\/[\w.~%-]*)*)(?:#[\w.-]{0,64})?$/i
const INTERNAL =
  /\.(?:internal|local|localdomain|lan|svc|cluster|corp|intranet|home|private|consul|arpa|test|invalid)$/i
const HOLDS_ADDRESS = /\d{1,3}[-.]\d{1,3}[-.]\d{1,3}[-.]\d{1,3}/

/** A path segment that is random enough to be a secret, as in a webhook's URL. */
const SECRET_SEGMENT = /(?:^|\/)(?=[^/]*\d)\w{20,}(?:\/|$)/

/** Whether a URL is one that anybody may see: https, a public name, nothing of a login, a port or a query. */
export function isPublicUrl(url: string): boolean {
  const match = PUBLIC.exec(url)
  if (match === null) return false
  const [, host = '', path = ''] = match
  return !INTERNAL.test(host) && !HOLDS_ADDRESS.test(host) && !SECRET_SEGMENT.test(path)
}
