import { checkOptions, intercept, type StrictResponsesOptions } from '@strict-responses/node'
import { contextOptions } from './context-options.js'
import type { KoaContext } from './koa-context.js'

/** A middleware as Koa 2, Koa 3 and their routers call it. Generic, or `app.use` would add its parameter to the context type. */
export type Middleware = <Context extends KoaContext>(ctx: Context, next: () => Promise<unknown>) => Promise<void>

/**
 * Makes the routes behind it speak the Responses streaming protocol exactly. Replies that are not event streams stay as
 * they are. Mounted twice, the outer one counts.
 *
 * @param options See `StrictResponsesOptions`; `request` defaults to `ctx.request.body`, as a body parser left it.
 * @throws A TypeError for options that contradict each other, here and not with the first stream.
 * @example
 * app.use(strictResponses())
 */
export function strictResponses(options: StrictResponsesOptions = {}): Middleware {
  checkOptions(options)
  return async function strictResponses(ctx, next) {
    const reply = intercept(ctx.req, ctx.res, contextOptions(ctx, options))
    try {
      await next()
    } catch (error) {
      // Koa tells the app and leaves the client waiting: it cannot answer any more once the head has left.
      reply.fail(error)
      throw error
    }
  }
}
