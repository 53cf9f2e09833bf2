import { EventLogError } from '@strict-responses/core'
import { StopReason } from '@strict-responses/node'
import { ApiError } from './api-error.js'

/** What stopped a request from outside, as an HTTP error. 499 is nginx's, for a client that has left. */
const STOPPED: Readonly<Record<StopReason['code'], { readonly status: number; readonly retryAfter?: string }>> = {
  client_closed: { status: 499 },
  idle_timeout: { status: 504 },
  limit: { status: 504 },
  drain: { status: 503, retryAfter: '1' },
  cancelled: { status: 499 },
}

const TIMEOUTS: ReadonlySet<unknown> = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT', 'TimeoutError'])

/** The code of a system or undici error. */
export function systemCode(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
  return typeof code === 'string' ? code : undefined
}

/** Anything thrown on the way, as an error that names no address. */
export function apiErrorOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  if (error instanceof StopReason) {
    const { status, retryAfter } = STOPPED[error.code]
    const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter }
    return new ApiError({
      status,
      message: error.message,
      code: error.code,
      headers,
      cause: error,
      type: 'server_error',
    })
  }
  if (error instanceof EventLogError)
    return new ApiError({ status: error.code === 'unavailable' ? 503 : 404, message: error.message, cause: error })
  if (TIMEOUTS.has(systemCode(error)) || TIMEOUTS.has(error instanceof Error && error.name))
    return new ApiError({
      status: 504,
      message: 'The upstream took too long to answer.',
      code: 'upstream_timeout',
      cause: error,
    })
  return new ApiError({
    status: 502,
    message: 'The upstream could not be reached, or broke off.',
    code: 'upstream_error',
    cause: error,
  })
}
