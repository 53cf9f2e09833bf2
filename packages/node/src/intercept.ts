import type { IncomingMessage, ServerResponse } from 'node:http'
import { expandJson } from './expand-json.js'
import type { ServerReply, ServerRequest } from './http-types.js'
import { Interception, type OnActive } from './interception.js'
import type { StrictResponsesOptions } from './options.js'
import { patchDestroy } from './patch/destroy.js'
import { patchEnd } from './patch/end.js'
import { patchGetHeader } from './patch/get-header.js'
import { patchWrite } from './patch/write.js'
import { patchWriteHead } from './patch/write-head.js'

const interceptions = new WeakMap<object, Interception>()

/**
 * Wraps a reply by own properties, before its route runs. Adapters call it; `flushHeaders` needs no patch, since it comes
 * through `writeHead`. A reply that is wrapped already stays as it is.
 */
export function intercept(
  request: ServerRequest,
  reply: ServerReply,
  options: StrictResponsesOptions = {},
  onActive?: OnActive,
): Interception {
  const known = interceptions.get(reply)
  if (known) return known
  // The one cast of a reply: what HTTP/2's compatibility API lacks of node:http is not used here.
  const [req, res] = [request, reply] as [IncomingMessage, ServerResponse]
  const interception = new Interception(req, res, options, onActive)
  patchWriteHead(interception)
  patchWrite(interception)
  patchEnd(interception)
  patchDestroy(interception)
  patchGetHeader(interception)
  if (options.expandJson) expandJson(interception)
  interceptions.set(req, interception)
  interceptions.set(res, interception)
  return interception
}

/** The interception of a wrapped request or reply. */
export function interceptionOf(requestOrReply: object): Interception | undefined {
  return interceptions.get(requestOrReply)
}
