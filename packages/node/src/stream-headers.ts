import type { ServerResponse } from 'node:http'
import type { Lower } from './lower.js'
import { withNoTransform } from './no-transform.js'

/** Headers that describe the bytes which the route meant to send, not those that leave. */
const OF_THE_BODY = [
  'content-length',
  'etag',
  'last-modified',
  'accept-ranges',
  'content-md5',
  'digest',
  'content-digest',
]

/** The headers of an active reply; `Connection` is not among them, since it is illegal in HTTP/2. */
export function setStreamHeaders(res: ServerResponse, lower: Lower, decoded: boolean): void {
  for (const name of OF_THE_BODY) res.removeHeader(name)
  if (decoded) res.removeHeader('content-encoding')
  res.setHeader('Content-Type', 'text/event-stream; charset=utf-8')
  res.setHeader('Cache-Control', withNoTransform(lower.getHeader('cache-control')))
  if (!res.hasHeader('X-Accel-Buffering')) res.setHeader('X-Accel-Buffering', 'no')
}
