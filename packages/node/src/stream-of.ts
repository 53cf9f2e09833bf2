import type { JsonObject } from '@strict-responses/core'
import type { ServerReply, ServerRequest } from './http-types.js'
import { interceptionOf } from './intercept.js'

/** The stream of a wrapped route. */
export interface RouteStream {
  /** The response id that the client sees; `undefined` before there is one. */
  readonly id: string | undefined
  /** Aborts when the stream is stopped from outside the route; `reason.code` is a {@link StopCode}. */
  readonly signal: AbortSignal
  /** The Response as it stands; `undefined` before the head of the stream has left. */
  response(): JsonObject | undefined
}

/**
 * The stream of a wrapped route, from its first line on; `undefined` where the route is not wrapped.
 *
 * @example
 * const upstream = await fetch(url, { signal: streamOf(res)?.signal })
 */
export function streamOf(at: ServerRequest | ServerReply): RouteStream | undefined {
  return interceptionOf(at)
}
