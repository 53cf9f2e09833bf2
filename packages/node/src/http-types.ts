import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'

/** A request of node:http, or of http2's compatibility API. */
export type ServerRequest = IncomingMessage | Http2ServerRequest

/** A reply of node:http, or of http2's compatibility API. */
export type ServerReply = ServerResponse | Http2ServerResponse

/** A callback of `write` or `end`. */
export type Done = (error?: Error | null) => void
