import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Context } from 'koa'
import { CUT, WHOLE } from '../../support/adapters/faulty-stream.js'

const FILE = fileURLToPath(import.meta.url)

/** Koa's own ways to answer; those of node's reply stand in the shared table. */
export interface KoaRoute {
  readonly id: string
  readonly name: string
  readonly route: (ctx: Context) => unknown
  /** What the plain reply to a GET must contain, so that a case cannot become empty. */
  readonly has: string
  readonly status: number
}

/** Of the errors that a route throws. */
export const ERRORS: readonly number[] = [403, 429, 503]

const body = (make: () => unknown) => (ctx: Context) => {
  ctx.body = make()
}

export const KOA_ROUTES: readonly KoaRoute[] = [
  { id: 'S1', name: 'an object', route: body(() => ({ a: 1 })), has: '{"a":1}', status: 200 },
  { id: 'S2', name: 'a string', route: body(() => 'héllo'), has: 'text/plain', status: 200 },
  { id: 'S3', name: 'a Buffer', route: body(() => Buffer.from([0, 1])), has: 'application/octet-stream', status: 200 },
  { id: 'S5', name: 'null', route: body(() => null), has: '', status: 204 },
  { id: 'S6', name: 'a stream', route: body(() => Readable.from(['one', 'two'])), has: 'two', status: 200 },
  { id: 'S9', name: 'a redirect', route: (ctx) => ctx.redirect('/elsewhere'), has: 'elsewhere', status: 302 },
  { id: 'S10', name: 'a file', route: body(() => createReadStream(FILE)), has: 'KoaRoute', status: 200 },
  {
    id: 'K78',
    name: 'cookies',
    route: (ctx) => {
      ctx.cookies.set('a', '1')
      ctx.cookies.set('b', '2')
      ctx.body = 'x'
    },
    has: 'b=2',
    status: 200,
  },
  {
    id: 'K78',
    name: 'an ETag and a fresh client',
    route: (ctx) => {
      ctx.status = 200
      ctx.etag = '1'
      if (ctx.fresh) ctx.status = 304
      else ctx.body = 'stale'
    },
    has: 'stale',
    status: 200,
  },
  { id: 'K78', name: 'no route, 404', route: () => {}, has: '', status: 404 },
  { id: 'K78', name: 'ctx.throw(403)', route: (ctx) => ctx.throw(403, 'not you'), has: 'not you', status: 403 },
  {
    id: 'K78',
    name: 'an error with headers',
    route: () => {
      throw Object.assign(new Error('no'), { status: 429, expose: true, headers: { 'X-Wait': '1' } })
    },
    has: 'no',
    status: 429,
  },
  {
    id: 'K78',
    name: 'an error after an event stream was declared, before the head',
    route: (ctx) => {
      ctx.type = 'text/event-stream'
      ctx.body = WHOLE
      ctx.throw(503, 'later')
    },
    has: 'Service Unavailable',
    status: 503,
  },
  {
    id: 'K79',
    name: 'a raw event stream with the 404 that Koa starts at',
    route: (ctx) => {
      ctx.respond = false
      ctx.res.setHeader('Content-Type', 'text/event-stream')
      ctx.res.write(CUT)
      ctx.res.end()
    },
    has: CUT.slice(0, 20),
    status: 404,
  },
]
