import type { ServerResponse } from 'node:http'
import type { Interception } from '../interception.js'
import { bytesOf, isWritable, readWrite } from '../write-arguments.js'

/** Ends the stream where the route ends its reply. */
export function patchEnd(reply: Interception): void {
  function end(...args: readonly unknown[]): ServerResponse {
    const { res, lower } = reply
    // Only a stream's head is forced out here: any other `end(body)` would lose its Content-Length (compression's bug).
    if (reply.declared && !res.writableEnded && !res.destroyed) res.writeHead(res.statusCode)
    const { stream } = reply
    if (stream === undefined || stream.phase === 'native') return lower.end(...args)
    const { chunk, encoding, done } = readWrite(args)
    if (stream.phase === 'over') {
      if (done) process.nextTick(done)
      return res
    }
    if (chunk !== undefined && chunk !== null && !isWritable(chunk)) return lower.end(...args)
    stream.end(isWritable(chunk) ? bytesOf(chunk, encoding) : undefined, done)
    return res
  }
  // The cast of this patch: Node declares end by overloads.
  reply.res.end = end as ServerResponse['end']
}
