import { parsedBody, type StrictResponsesOptions } from '@strict-responses/node'
import type { KoaContext } from './koa-context.js'

/** The options of one request, with what its context says where they say nothing. */
export function contextOptions(ctx: KoaContext, options: StrictResponsesOptions = {}): StrictResponsesOptions {
  return {
    ...options,
    // Koa's parsers leave the body on Koa's request, those of Connect on Node's.
    request: options.request ?? (() => parsedBody(ctx.request) ?? parsedBody(ctx.req)),
    path: options.path ?? pathOf(ctx),
  }
}

/** The whole path: koa-mount rewrites `ctx.req.url`, and so did Express, where this app is mounted in one. */
function pathOf(ctx: KoaContext): string | undefined {
  return String(Reflect.get(ctx.req, 'originalUrl') ?? ctx.originalUrl).split('?', 1)[0]
}
