import type { ServerResponse } from 'node:http'
import { isEventStream } from '../event-stream.js'
import type { Interception } from '../interception.js'
import { withNoTransform } from '../no-transform.js'

/**
 * Answers with `no-transform` while an event stream is only declared: compression and koa-compress, mounted inside us, ask
 * before they compress. Nothing is set, so that nothing stays behind if the route then throws.
 */
export function patchGetHeader(reply: Interception): void {
  function getHeader(name: string): unknown {
    const { lower } = reply
    const value = lower.getHeader(name)
    const asked = reply.undecided && String(name).toLowerCase() === 'cache-control'
    return asked && isEventStream(lower.getHeader('content-type')) ? withNoTransform(value) : value
  }
  // The cast of this patch: a header's value is whatever was set.
  reply.res.getHeader = getHeader as ServerResponse['getHeader']
}
