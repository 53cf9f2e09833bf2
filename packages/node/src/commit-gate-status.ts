import type { SafeError } from '@strict-responses/core'

/** HTTP statuses of codes and types, as OpenAI's and Anthropic's own errors have them, and of our own stop codes. */
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
  vector_store_timeout: 504,
  drain: 503,
  idle_timeout: 504,
  limit: 504,
}

function known(name: string): number | undefined {
  if (/^[45]\d\d$/.test(name)) return Number(name)
  return Object.hasOwn(STATUSES, name) ? STATUSES[name] : undefined
}

/** The HTTP status of an error that came in a stream, by its most telling name; `undefined` where it is just a server's. */
export function statusOf({ code, type, responseCode }: SafeError): number | undefined {
  const named = known(code) ?? known(type)
  if (named !== undefined || responseCode === 'server_error') return named
  // What remains of the protocol's codes are faults of the prompt and its images.
  return known(responseCode) ?? 400
}
