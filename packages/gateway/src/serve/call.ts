import type { ByteStream } from '../stream/commit-gate.js'
import type { HeaderReader } from '../upstream/headers.js'
import type { GatewayRequest } from './authorize.js'

/** A request, wherever it comes from. */
export interface Call {
  /** The request itself, for `authorize`. */
  readonly request: GatewayRequest
  readonly method: string
  /** The paths that it may have been meant for: a framework that mounts a handler cuts its own off. */
  readonly paths: readonly string[]
  readonly header: HeaderReader
  readonly query: URLSearchParams
  /** The body as JSON; throws an ApiError where it is too large or none. */
  readonly body: (limit: number) => Promise<unknown>
  /** Aborts when the client leaves, with a `StopReason`. */
  readonly signal: AbortSignal
}

/** A reply, wherever it goes. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | ByteStream
  /** Aborts when nobody waits any longer for the client to read. */
  readonly cut: AbortSignal
  /** To be called once, when the reply has left or its client has. */
  readonly closed: () => void
}
