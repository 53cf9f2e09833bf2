import type { ServerResponse } from 'node:http'
import type { Interception } from '../interception.js'
import { isLive } from '../live.js'

/** Ends the stream as failed where the route, `pipeline`, Koa or Fastify report a dead source by destroying the reply. */
export function patchDestroy(reply: Interception): void {
  // Declared, and assigned then: V8 puts a function that is written where it is assigned to a property among what is old
  // already, and with it goes all that it knows, until the whole heap is marked: every stream that has ended.
  function destroy(error?: Error): ServerResponse {
    const { res, lower } = reply
    // A source that died before its first byte: a failed stream says more than a reset connection.
    if (error && reply.declared && isLive(res)) res.writeHead(res.statusCode)
    // A reply without a socket, as `inject()` makes it, destroys itself as it ends.
    if (lower.ending) return lower.destroy(error)
    const reason = error ?? reply.source.errored ?? new Error('The reply was destroyed before its end.')
    if ((isLive(res) || reply.detached) && reply.fail(reason)) reply.stream?.outgoing.linger()
    else lower.destroy(error)
    return res
  }
  reply.res.destroy = destroy
}
