import type { ServerResponse } from 'node:http'
import { JsonHold } from './expand-json-hold.js'
import type { Interception } from './interception.js'
import { Lower } from './lower.js'

/**
 * Holds a reply of JSON back until it is known whether it says what a stream would: JSON to its end, NDJSON to its first
 * line, and an event stream that says it is JSON to its first event. Then it leaves as a stream, or all is done again as the route did it. For replies that are wrapped already.
 */
export function expandJson(reply: Interception): void {
  const { res } = reply
  const hold = new JsonHold(reply, new Lower(res))
  // The casts of this patch: Node declares the methods of a reply by overloads.
  res.writeHead = ((...args: readonly unknown[]) => hold.writeHead(args)) as ServerResponse['writeHead']
  res.write = ((...args: readonly unknown[]) => hold.write(args)) as ServerResponse['write']
  res.end = ((...args: readonly unknown[]) => hold.end(args)) as ServerResponse['end']
  reply.held = hold
}
