import { strictResponses } from '@strict-responses/koa'
import type { Middleware } from 'koa'
import { afterEach, describe, expect, it } from 'vitest'
import { CUT } from '../support/adapters/faulty-stream.js'
import { type KoaServer, PROTOCOLS, startKoa } from '../support/adapters/koa-server.js'
import { expectStrictKoa } from '../support/adapters/koa-strict.js'
import { KOA_VERSIONS } from '../support/adapters/koa-versions.js'

const swallows: Middleware = (_ctx, next) => next().catch(() => {})

const route: Middleware = (ctx) => {
  ctx.respond = false
  ctx.status = 200
  ctx.type = 'text/event-stream'
  ctx.res.write(CUT)
  throw new Error('swallowed')
}

let running: KoaServer | undefined
afterEach(() => running?.close())

describe.each(PROTOCOLS)(
  'K71 a middleware behind us swallows the error of a route that has written, %s',
  (protocol) => {
    describe.each(KOA_VERSIONS)('$name', ({ make }) => {
      const start = async (before: readonly Middleware[]): Promise<KoaServer> => {
        await running?.close()
        const app = make()
        for (const middleware of [...before, swallows, route]) app.use(middleware)
        running = await startKoa(app, protocol)
        return running
      }

      it('hangs as it does without us: nobody can tell it from a slow route', async () => {
        for (const before of [[], [strictResponses()]]) {
          const { exchange } = await start(before)
          const reply = await exchange({}, 60)
          expect([reply.hung, reply.body.includes('[DONE]')]).toEqual([true, false])
        }
      })

      it('ends with an idleTimeout', async () => {
        const { exchange, appErrors } = await start([strictResponses({ idleTimeout: 40 })])
        expectStrictKoa(await exchange(), 'Hél', 'failed')
        expect(appErrors).toEqual([])
      })
    })
  },
)
