import {
  streamOf as nodeStreamOf,
  type RouteStream,
  type ServerReply,
  type ServerRequest,
} from '@strict-responses/node'
import type { KoaContext } from './koa-context.js'

/**
 * The stream of a wrapped route, from its first line on; `undefined` where the route is not wrapped.
 *
 * @param at The context, or Node's request or reply.
 * @example
 * const upstream = await fetch(url, { signal: streamOf(ctx)?.signal })
 */
export function streamOf(at: Pick<KoaContext, 'res'> | ServerRequest | ServerReply): RouteStream | undefined {
  return nodeStreamOf('res' in at ? at.res : at)
}
