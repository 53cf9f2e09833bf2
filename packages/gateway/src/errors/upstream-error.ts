import { declaredError } from '@strict-responses/core'
import { statusOf } from '@strict-responses/node'
import { ApiError } from './api-error.js'

/**
 * Makes an error that the backend sent safe to show, as the normalizer does: an error in the stream has to say the same.
 *
 * @param status The HTTP status that it came with; without one it is that of the error's own names.
 */
export function upstreamError(
  value: unknown,
  status?: number,
  headers: Readonly<Record<string, string>> = {},
): ApiError {
  const safe = declaredError(status === undefined ? value : { error: value, status })
  const { message, type, code, param } = safe
  return new ApiError({
    status: status ?? statusOf(safe) ?? 502,
    message,
    type,
    // A bare number tells no client what to do.
    code: /^\d+$/.test(code) ? null : code,
    param,
    headers,
    cause: value,
  })
}
