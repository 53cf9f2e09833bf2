import {
  streamOf as nodeStreamOf,
  type RouteStream,
  type ServerReply,
  type ServerRequest,
} from '@strict-responses/node'

/** A request or reply of Fastify, or Node's own below it. */
export type RequestOrReply = { readonly raw: ServerRequest | ServerReply } | ServerRequest | ServerReply

/**
 * The stream of a wrapped route, from its first line on; `undefined` where the route is not wrapped.
 *
 * @param at Fastify's request or reply, or the `raw` one of either.
 * @example
 * const upstream = await fetch(url, { signal: streamOf(reply)?.signal })
 */
export function streamOf(at: RequestOrReply): RouteStream | undefined {
  return nodeStreamOf('raw' in at ? at.raw : at)
}
