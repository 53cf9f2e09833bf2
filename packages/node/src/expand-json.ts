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
  const writeHead = (...args: readonly unknown[]): ServerResponse => hold.writeHead(args)
  const write = (...args: readonly unknown[]): boolean => hold.write(args)
  const end = (...args: readonly unknown[]): ServerResponse => hold.end(args)
  // The casts of this patch: Node declares the methods of a reply by overloads. Why they are not written here: patch/destroy.ts.
  res.writeHead = writeHead as ServerResponse['writeHead']
  res.write = write as ServerResponse['write']
  res.end = end as ServerResponse['end']
  reply.held = hold
}
