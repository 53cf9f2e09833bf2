import type { ServerReply, ServerRequest } from './http-types.js'
import { intercept } from './intercept.js'
import type { StrictResponsesOptions } from './options.js'

/**
 * Makes a route of a plain Node server speak the Responses streaming protocol exactly. Replies that are not event
 * streams stay as they are. Call it before anything is written.
 *
 * @example
 * createServer((req, res) => {
 *   strictResponses(req, res)
 *   route(req, res)
 * })
 */
export function strictResponses(req: ServerRequest, res: ServerReply, options: StrictResponsesOptions = {}): void {
  intercept(req, res, options)
}
