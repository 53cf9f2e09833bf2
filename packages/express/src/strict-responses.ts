import type { IncomingMessage, ServerResponse } from 'node:http'
import { checkOptions, intercept, type StrictResponsesOptions } from '@strict-responses/node'
import { guardSocket } from './socket-guard.js'

/** A middleware as Express 4, Express 5 and Connect call it. */
export type Middleware = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void

/**
 * Makes the routes behind it speak the Responses streaming protocol exactly. Replies that are not event streams stay as
 * they are. Mounted twice, the outer one counts.
 *
 * @example
 * app.use('/v1/responses', strictResponses())
 */
export function strictResponses(options: StrictResponsesOptions = {}): Middleware {
  checkOptions(options)
  return function strictResponses(req, res, next) {
    intercept(req, res, options, guardSocket)
    next()
  }
}
