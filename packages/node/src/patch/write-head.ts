import type { ServerResponse } from 'node:http'
import { decoderFor } from '../decoders.js'
import { headerOf, readHead } from '../head-arguments.js'
import type { Interception } from '../interception.js'

/** Decides, when the head leaves, whether the reply is a stream of ours. */
export function patchWriteHead(reply: Interception): void {
  function writeHead(...args: readonly unknown[]): ServerResponse {
    const { res, lower } = reply
    // Node calls it for a head that has yet to leave, and then from `flushHeaders`.
    if (reply.stream?.outgoing.waiting) return res
    if (!reply.undecided) return lower.writeHead(...args)
    const head = readHead(args)
    // The arguments first: after `writeHead({…})` alone, `getHeader` knows nothing of them.
    const decoder = decoderFor(headerOf(head, 'content-encoding') ?? lower.getHeader('content-encoding'))
    const type = headerOf(head, 'content-type') ?? lower.getHeader('content-type')
    if (decoder === 'unknown' || !reply.accepts(head.status, type)) {
      reply.pass()
      return lower.writeHead(...args)
    }
    const open = decoder === 'none' ? undefined : decoder()
    reply.activate(open, head)
    return res
  }
  // The cast of this patch: Node declares writeHead by overloads.
  reply.res.writeHead = writeHead as ServerResponse['writeHead']
}
