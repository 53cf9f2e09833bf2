/** HTTP statuses of codes and types, as OpenAI's and Anthropic's own errors have them. */
const STATUSES: Readonly<Record<string, number>> = {
  rate_limit_exceeded: 429,
  rate_limit_error: 429,
  insufficient_quota: 429,
  invalid_api_key: 401,
  authentication_error: 401,
  permission_error: 403,
  permission_denied: 403,
  model_not_found: 404,
  not_found_error: 404,
  request_too_large: 413,
  invalid_request_error: 400,
  invalid_prompt: 400,
  context_length_exceeded: 400,
  overloaded_error: 503,
  timeout_error: 504,
  server_error: 502,
}

const known = (name: string | undefined): number | undefined => {
  if (name === undefined) return undefined
  const status = /^[45]\d\d$/.test(name) ? Number(name) : undefined
  return status ?? (Object.hasOwn(STATUSES, name) ? STATUSES[name] : undefined)
}

/** The HTTP status for an error that came in a stream; the most telling name first. */
export function statusOf(code: string | undefined, type: string | undefined, responseCode: string | undefined): number {
  const named = known(code) ?? known(type)
  if (named !== undefined && named !== 502) return named
  if (responseCode === undefined || responseCode === 'server_error') return named ?? 502
  // What remains of the protocol's codes are faults of the prompt and its images.
  return known(responseCode) ?? (responseCode === 'vector_store_timeout' ? 504 : 400)
}
