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

/**
 * Where a wrapped request and reply keep their interception. No `WeakMap`: V8 collects young garbage as if its values were
 * held for good, so that every ended stream would wait for a mark of the whole heap.
 */
const INTERCEPTION: unique symbol = Symbol('strict-responses')

interface Wrapped {
  readonly [INTERCEPTION]?: Interception
}

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
  const known = interceptionOf(reply)
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
  for (const wrapped of [req, res]) Object.defineProperty(wrapped, INTERCEPTION, { value: interception })
  return interception
}

/** The interception of a wrapped request or reply. */
export function interceptionOf(requestOrReply: object): Interception | undefined {
  return (requestOrReply as Wrapped)[INTERCEPTION]
}
