import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { strictResponses } from '@strict-responses/koa'
import type { Context, Middleware } from 'koa'
import compress from 'koa-compress'
import { afterEach, describe, expect, it } from 'vitest'
import { FRAMES, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { type KoaServer, PROTOCOLS, startKoa } from '../support/adapters/koa-server.js'
import { expectStrictKoa } from '../support/adapters/koa-strict.js'
import { KOA_VERSIONS } from '../support/adapters/koa-versions.js'
import { header, type RawReply } from '../support/adapters/raw-reply.js'

const GZIP = { headers: { 'accept-encoding': 'gzip' } }
const compressor = (): Middleware => compress({ threshold: 0 })

/** Where the compressor stands; without us, and on either side of us. */
const ORDERS: Readonly<Record<string, readonly [first: () => Middleware, second: () => Middleware]>> = {
  'before us': [compressor, strictResponses],
  'after us': [strictResponses, compressor],
}

const BODIES: readonly { readonly name: string; readonly make: () => unknown }[] = [
  { name: 'a string', make: () => WHOLE },
  { name: 'a Buffer', make: () => Buffer.from(WHOLE) },
  { name: 'a Readable', make: () => Readable.from(FRAMES) },
  { name: 'a piped stream', make: () => Readable.from([...Buffer.from(WHOLE)].map((byte) => Buffer.of(byte))) },
]

let running: KoaServer | undefined
afterEach(() => running?.close())

describe.each(PROTOCOLS)('koa-compress over %s', (protocol) => {
  describe.each(KOA_VERSIONS)('with $name', ({ make }) => {
    const reply = async (before: readonly Middleware[], route: (ctx: Context) => unknown): Promise<RawReply> => {
      const app = make()
      for (const middleware of before) app.use(middleware)
      app.use(route)
      running = await startKoa(app, protocol)
      const reply = await running.exchange(GZIP)
      expect(running.appErrors).toEqual([])
      await running.close()
      return reply
    }

    for (const [where, order] of Object.entries(ORDERS)) {
      it.each(BODIES)(`K64 S61 S62 ${where} leaves $name alone`, async ({ make }) => {
        const route = (ctx: Context): void => {
          ctx.type = 'text/event-stream'
          ctx.body = make()
        }
        const compressed = await reply([compressor()], route)
        expect(header(compressed, 'content-encoding')).toBe('gzip')

        const ours = await reply(
          order.map((make) => make()),
          route,
        )
        expect(header(ours, 'content-encoding')).toBeUndefined()
        expectStrictKoa(ours, TEXT)
      })

      it(`K65 ${where} leaves a stream alone that the route wants compressed`, async () => {
        const route = (ctx: Context): void => {
          ctx.compress = true
          ctx.type = 'text/event-stream'
          ctx.body = Readable.from(FRAMES)
        }
        expect(header(await reply([compressor()], route), 'content-encoding')).toBe('gzip')
        const ours = await reply(
          order.map((make) => make()),
          route,
        )
        expect(header(ours, 'content-encoding')).toBeUndefined()
        expectStrictKoa(ours, TEXT)
      })

      it(`S63 ${where} still compresses the JSON beside it`, async () => {
        const ours = await reply(
          order.map((make) => make()),
          (ctx) => {
            ctx.body = { a: 1 }
          },
        )
        expect(header(ours, 'content-encoding')).toBe('gzip')
      })
    }

    it('K76 decodes a body that the route compressed itself', async () => {
      const route = (ctx: Context): void => {
        ctx.type = 'text/event-stream'
        ctx.set('Content-Encoding', 'gzip')
        ctx.body = gzipSync(WHOLE)
      }
      expect(header(await reply([], route), 'content-encoding')).toBe('gzip')
      const ours = await reply([strictResponses()], route)
      expect(header(ours, 'content-encoding')).toBeUndefined()
      expectStrictKoa(ours, TEXT)
    })

    it('K76 decodes a body that a compressor made which does not ask', async () => {
      const eager: Middleware = async (ctx, next) => {
        await next()
        ctx.set('Content-Encoding', 'gzip')
        ctx.body = Readable.from([gzipSync(String(ctx.body))])
      }
      const ours = await reply([strictResponses(), eager], (ctx) => {
        ctx.type = 'text/event-stream'
        ctx.body = WHOLE
      })
      expect(header(ours, 'content-encoding')).toBeUndefined()
      expectStrictKoa(ours, TEXT)
    })
  })
})
