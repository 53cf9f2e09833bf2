import type { IncomingMessage, ServerResponse } from 'node:http'
import { interceptionOf } from '@strict-responses/node'

/** An error handler as Express 4, Express 5 and Connect call it; they know it by its four parameters. */
export type ErrorMiddleware = (
  error: unknown,
  req: IncomingMessage,
  res: ServerResponse,
  next: (error?: unknown) => void,
) => void

/**
 * Ends an active stream with the error itself, so that its code and, with `expose`, its message reach the client. Without
 * it the stream still ends as failed, with nothing but a generic error. Mount it after the routes and after whatever logs
 * errors: an error that has ended a stream goes no further.
 *
 * @example
 * app.use(strictResponsesErrors())
 */
export function strictResponsesErrors(): ErrorMiddleware {
  return function strictResponsesErrors(error, _req, res, next) {
    if (!interceptionOf(res)?.fail(error)) next(error)
  }
}
