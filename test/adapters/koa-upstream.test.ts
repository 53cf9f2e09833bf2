import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { strictResponses } from '@strict-responses/koa'
import type { Context } from 'koa'
import { afterEach, describe, expect, it } from 'vitest'
import { CUT, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { type KoaServer, PROTOCOLS, startKoa } from '../support/adapters/koa-server.js'
import { expectStrictKoa } from '../support/adapters/koa-strict.js'
import { KOA_VERSIONS } from '../support/adapters/koa-versions.js'
import { until } from '../support/adapters/probe.js'
import type { RawReply } from '../support/adapters/raw-reply.js'

const declare = (ctx: Context): void => {
  ctx.status = 200
  ctx.type = 'text/event-stream'
}

let running: KoaServer | undefined
let upstream: Server | undefined
afterEach(async () => {
  await running?.close()
  upstream?.close()
})

/** A backend that sends its stream whole, or dies in the middle of it. */
async function startUpstream(dies: boolean): Promise<string> {
  upstream = createServer((_req, res) => {
    res.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(dies ? CUT : WHOLE)
    setTimeout(() => (dies ? res.destroy() : res.end()), 20)
  })
  await new Promise<void>((resolve) => upstream?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`
}

describe.each(PROTOCOLS)('upstreams and clients over %s', (protocol) => {
  describe.each(KOA_VERSIONS)('of $name', ({ name: version, make }) => {
    const start = async (wrapped: boolean, route: (ctx: Context) => unknown): Promise<KoaServer> => {
      await running?.close()
      const app = make()
      app.silent = true
      if (wrapped) app.use(strictResponses())
      app.use(route)
      running = await startKoa(app, protocol)
      return running
    }

    /** Koa 2 knows no Web streams. */
    const fetched = (url: string) => async (ctx: Context) => {
      declare(ctx)
      const { body } = await fetch(url)
      ctx.body = version === 'Koa 3' ? body : body && Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0])
    }

    it('K77 the body of a fetch is mended', async () => {
      const { exchange, appErrors } = await start(true, fetched(await startUpstream(false)))
      expectStrictKoa(await exchange(), TEXT)
      expect(appErrors).toEqual([])
    })

    it('K77 the upstream of a fetch dies', async () => {
      const url = await startUpstream(true)
      const outcome = async (wrapped: boolean): Promise<[reply: RawReply, told: string[]]> => {
        const { exchange, appErrors } = await start(wrapped, fetched(url))
        const reply = await exchange({}, wrapped ? undefined : 200)
        return [reply, appErrors.map(String)]
      }
      const [plain, toldPlain] = await outcome(false)
      expect([plain.body, plain.complete, plain.hung]).toEqual([CUT, false, version === 'Koa 2'])
      const [reply, told] = await outcome(true)
      expectStrictKoa(reply, 'Hél', 'failed')
      expect(told).toEqual(toldPlain.slice(0, 1))
      expect(told.length).toBe(1)
    })

    const ways: readonly { name: string; send: (ctx: Context, source: Readable) => unknown; told: string[] }[] = [
      {
        name: 'ctx.body',
        send: (ctx, source) => {
          ctx.body = source
        },
        told: version === 'Koa 3' ? ['Error [ERR_STREAM_PREMATURE_CLOSE]: Premature close'] : [],
      },
      {
        name: 'pipe(ctx.res)',
        send: (ctx, source) => {
          ctx.respond = false
          source.pipe(ctx.res)
        },
        told: [],
      },
    ]
    it.each(ways)('K74 a client that leaves stops $name, and the app hears what it does without us', async (way) => {
      for (const wrapped of [false, true]) {
        let source: Readable | undefined
        const { exchange, appErrors } = await start(wrapped, (ctx) => {
          declare(ctx)
          source = new Readable({ read() {} })
          source.push(CUT)
          way.send(ctx, source)
        })
        const reply = await exchange({}, 60)
        expect([reply.hung, reply.body.includes('[DONE]')]).toEqual([true, false])
        // Plain `pipe` leaves its source open for ever.
        if (wrapped || way.name === 'ctx.body') await until(() => source?.destroyed === true)
        await running?.close()
        expect(source?.destroyed).toBe(wrapped || way.name === 'ctx.body')
        expect(appErrors.map(String)).toEqual(way.told)
      }
    })
  })
})
