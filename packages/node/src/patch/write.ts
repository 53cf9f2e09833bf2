import type { ServerResponse } from 'node:http'
import type { Interception } from '../interception.js'
import { bytesOf, isWritable, readWrite } from '../write-arguments.js'

/** Sends what the route writes through its stream; synchronous, since order, callbacks and backpressure are then Node's own. */
export function patchWrite(reply: Interception): void {
  function write(...args: readonly unknown[]): boolean {
    const { res, lower } = reply
    const { chunk, encoding, done } = readWrite(args)
    if (isWritable(chunk) && reply.undecided && !res.writableEnded && !res.destroyed) res.writeHead(res.statusCode)
    const { stream } = reply
    if (stream === undefined || stream.phase === 'native') return lower.write(...args)
    if (stream.phase === 'open') {
      return isWritable(chunk) ? stream.write(chunk, encoding, done) : lower.write(...args)
    }
    if (isWritable(chunk)) stream.drop(bytesOf(chunk, encoding))
    // The stream has ended and the route goes on: Node would answer with ERR_STREAM_WRITE_AFTER_END.
    if (done) process.nextTick(done)
    return true
  }
  // The cast of this patch: Node declares write by overloads.
  reply.res.write = write as ServerResponse['write']
}
