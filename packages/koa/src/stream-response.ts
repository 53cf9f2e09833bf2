import {
  intercept,
  type Source,
  type StrictResponsesOptions,
  streamResponse as streamNodeResponse,
} from '@strict-responses/node'
import { contextOptions } from './context-options.js'
import type { KoaContext } from './koa-context.js'

/**
 * Answers with the stream that a source of your own yields: strings, drafts or events. Works in wrapped routes and in
 * others, and resolves when the reply has closed; an error of the source is a failed stream, and `onError` gets it.
 *
 * @param ctx The context; its status becomes 200, and Koa does not respond by itself any more.
 * @param source An async iterable, a Node or Web stream, or `({ signal }) =>` one of them or a promise of it.
 * @param options Those of `strictResponses`; here they win.
 * @throws Rejects with `ERR_HTTP_HEADERS_SENT` where the head has left, with a TypeError for wrong options.
 * @example
 * router.post('/v1/responses', (ctx) =>
 *   streamResponse(ctx, async function* ({ signal }) {
 *     yield 'The weather is '
 *     yield { toolCall: { name: 'get_weather', arguments: { city: 'Paris' } } }
 *   }),
 * )
 */
export async function streamResponse(ctx: KoaContext, source: Source, options?: StrictResponsesOptions): Promise<void> {
  const { respond } = ctx
  ctx.respond = false
  try {
    intercept(ctx.req, ctx.res, contextOptions(ctx, options))
    await streamNodeResponse(ctx.res, source, options)
  } catch (error) {
    // Nothing has left: whoever handles the error may still answer by `ctx.body`.
    ctx.respond = respond
    throw error
  }
}
