import { PassThrough, Readable } from 'node:stream'
import Router from '@koa/router'
import { strictResponses } from '@strict-responses/koa'
import type Koa from 'koa'
import type { Middleware } from 'koa'
import mount from 'koa-mount'
import { afterEach, describe, expect, it } from 'vitest'
import { CUT, FRAMES, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { type KoaServer, PROTOCOLS, startKoa } from '../support/adapters/koa-server.js'
import { expectStrictKoa } from '../support/adapters/koa-strict.js'
import { KOA_VERSIONS } from '../support/adapters/koa-versions.js'
import { until } from '../support/adapters/probe.js'
import { eventsOf } from '../support/adapters/strict.js'

const whole: Middleware = (ctx) => {
  ctx.type = 'text/event-stream'
  ctx.body = Readable.from(FRAMES)
}

let running: KoaServer | undefined
afterEach(() => running?.close())

describe.each(PROTOCOLS)('mounts over %s', (protocol) => {
  describe.each(KOA_VERSIONS)('in $name', ({ make }) => {
    const startApp = async (app: Koa): Promise<KoaServer> => {
      await running?.close()
      app.silent = true
      running = await startKoa(app, protocol)
      return running
    }

    const start = (...middlewares: readonly Middleware[]): Promise<KoaServer> => {
      const app = make()
      for (const middleware of middlewares) app.use(middleware)
      return startApp(app)
    }

    const startRouter = (router: Router): Promise<KoaServer> => {
      const app = make()
      app.use(router.routes())
      return startApp(app)
    }

    it('K73 an outer middleware wraps the body in another stream', async () => {
      const rewraps: Middleware = async (ctx, next) => {
        await next()
        ctx.body = (ctx.body as Readable).pipe(new PassThrough())
      }
      for (const order of [
        [rewraps, strictResponses()],
        [strictResponses(), rewraps],
      ]) {
        const { exchange, appErrors } = await start(...order, whole)
        expectStrictKoa(await exchange(), TEXT)
        expect(appErrors).toEqual([])
      }
    })

    it('K75 mounted on one route of a router it covers that route alone', async () => {
      const router = new Router()
      router.get('/v1/responses', strictResponses(), whole)
      router.get('/raw', whole)
      const { exchange } = await startRouter(router)
      expectStrictKoa(await exchange(), TEXT)
      expect((await exchange({ path: '/raw' })).body).toBe(WHOLE)
    })

    it('K75 mounted in a router, it ends the stream of a route that throws', async () => {
      const router = new Router()
      router.use(strictResponses())
      router.get('/v1/responses', (ctx) => {
        ctx.status = 200
        ctx.type = 'text/event-stream'
        ctx.res.write(CUT)
        throw new Error('no')
      })
      const { exchange, appErrors } = await startRouter(router)
      expectStrictKoa(await exchange(), 'Hél', 'failed')
      expect(appErrors.length).toBe(1)
    })

    it('K80 a body replaced by a second stream sends the second, whole', async () => {
      const first = new Readable({ read() {} })
      const { exchange } = await start(strictResponses(), (ctx) => {
        ctx.type = 'text/event-stream'
        ctx.body = first
        first.push(CUT)
        ctx.body = Readable.from(FRAMES)
      })
      expectStrictKoa(await exchange(), TEXT)
      await until(() => first.destroyed)
    })

    it('K81 mounted twice and nested, a stream is normalized once, by the outer options', async () => {
      const told: string[] = []
      const named = (name: string): Middleware => strictResponses({ onEnd: () => told.push(name) })
      const inner = make().use(named('inner')).use(whole)
      const { exchange, appErrors } = await start(named('outer'), named('again'), mount('/v1', inner))
      const reply = await exchange()
      expectStrictKoa(reply, TEXT)
      expect([told, appErrors]).toEqual([['outer'], []])
    })

    it('K81 an error passes through both, and the app is told once', async () => {
      const fails: Middleware = (ctx) => {
        ctx.respond = false
        ctx.res.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(CUT)
        throw new Error('no')
      }
      const inner = make().use(strictResponses()).use(fails)
      const { exchange, appErrors } = await start(strictResponses(), mount('/v1', inner))
      expectStrictKoa(await exchange(), 'Hél', 'failed')
      expect(appErrors.map(String)).toEqual(['Error: no'])
    })

    it('K81 a mounted app knows the whole path', async () => {
      // Written at once: what leaves by ctx.body leaves after koa-mount has put the path back.
      const empty: Middleware = (ctx) => {
        ctx.respond = false
        ctx.res.writeHead(200, { 'Content-Type': 'text/event-stream' }).end(': nothing\n\n')
      }
      const inner = make().use(strictResponses()).use(empty)
      const { exchange } = await start(mount('/v1/responses', inner))
      const reply = await exchange({ path: '/v1/responses?stream=true' })
      expect(eventsOf(reply.body).at(-1)?.['type']).toBe('response.failed')
      const other = await start(mount('/other', inner))
      expect((await other.exchange({ path: '/other' })).body).toBe(': nothing\n\n')
    })
  })
})
