import type { RequestListener } from 'node:http'
import { Readable } from 'node:stream'
import { strictResponses } from '@strict-responses/koa'
import Koa, { type Middleware } from 'koa'
import { pieces } from '../pieces.js'
import { findUpstream } from '../upstreams/find-upstream.js'

/** The routes of Koa, at `/raw/koa/…` and `/v1/koa/…`. */
export function koaApp(): RequestListener {
  const app = new Koa()
  // Else Koa prints the error of every upstream that breaks.
  app.silent = true
  const strict = strictResponses()
  app.use((ctx, next) => (ctx.path.startsWith('/v1/') ? strict(ctx, next) : next()))
  app.use(route)
  return app.callback()
}

const route: Middleware = (ctx) => {
  const found = /^\/\w+\/koa\/(?:([^/]+)\/)?responses$/.exec(ctx.path)
  if (!found) return
  const upstream = findUpstream(found[1] ?? ctx.query['upstream'])
  ctx.type = 'text/event-stream'
  ctx.body = Readable.from(pieces(upstream))
}
