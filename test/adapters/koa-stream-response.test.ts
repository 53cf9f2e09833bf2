import { type Source, streamOf, streamResponse, strictResponses } from '@strict-responses/koa'
import type { Context, Middleware } from 'koa'
import { afterEach, describe, expect, it } from 'vitest'
import { TEXT } from '../support/adapters/faulty-stream.js'
import { type KoaServer, PROTOCOLS, startKoa } from '../support/adapters/koa-server.js'
import { expectStrictKoa } from '../support/adapters/koa-strict.js'
import { KOA_VERSIONS } from '../support/adapters/koa-versions.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until } from '../support/adapters/probe.js'
import { eventsOf } from '../support/adapters/strict.js'
import { SOURCES } from './cases/sources.js'

const WRAPPED: readonly { readonly name: string; readonly before: readonly Middleware[] }[] = [
  { name: 'wrapped', before: [strictResponses()] },
  { name: 'not wrapped', before: [] },
]

let running: KoaServer | undefined
afterEach(() => running?.close())

describe.each(PROTOCOLS)('streamResponse over %s', (protocol) => {
  describe.each(KOA_VERSIONS)('in $name', ({ make }) => {
    describe.each(WRAPPED)('$name', ({ before }) => {
      const start = async (...middlewares: readonly Middleware[]): Promise<KoaServer> => {
        const app = make()
        app.silent = true
        for (const middleware of [...before, ...middlewares]) app.use(middleware)
        running = await startKoa(app, protocol)
        return running
      }

      it.each(SOURCES)('sends $name', async ({ source }) => {
        const { exchange, appErrors } = await start((ctx) => streamResponse(ctx, source()))
        expectStrictKoa(await exchange(), TEXT)
        expect(appErrors).toEqual([])
      })

      it('sends it too where the route does not wait', async () => {
        const { exchange } = await start((ctx) => void streamResponse(ctx, SOURCES[0]?.source() as Source))
        expectStrictKoa(await exchange(), TEXT)
      })

      it('is a failed stream where the source throws, and no error of the app', async () => {
        const { note, notes } = new Probe()
        const error = new Error('the database at 10.0.0.7 is gone')
        const { exchange, appErrors } = await start(async (ctx) => {
          await streamResponse(
            ctx,
            async function* () {
              yield 'Hél'
              throw error
            },
            { onError: note },
          )
          note(streamOf(ctx)?.response()?.['status'])
        })
        const reply = await exchange()
        expectStrictKoa(reply, 'Hél', 'failed')
        expect(reply.body).not.toContain('10.0.0.7')
        await until(() => notes.length === 2)
        expect([notes, appErrors]).toEqual([[error, 'failed'], []])
      })

      it('echoes the body that a parser left on ctx.request', async () => {
        const parsed: Middleware = (ctx, next) => {
          Object.assign(ctx.request, { body: { model: 'm', instructions: 'Be brief.' } })
          return next()
        }
        const { exchange } = await start(parsed, (ctx) => streamResponse(ctx, SOURCES[0]?.source() as Source))
        const reply = await exchange()
        expect(eventsOf(reply.body)[0]?.['response']).toMatchObject({ instructions: 'Be brief.' })
      })

      it('rejects for wrong options, and whoever handles it may still answer by ctx.body', async () => {
        const handles: Middleware = async (ctx, next) => {
          await next().catch((error: unknown) => {
            ctx.status = 500
            ctx.body = error instanceof TypeError ? 'wrong options' : String(error)
          })
        }
        const wrong = (ctx: Context): Promise<void> => streamResponse(ctx, async function* () {}, { idleTimeout: -1 })
        const { exchange } = await start(handles, wrong)
        const reply = await exchange()
        expect([reply.status, reply.body]).toEqual([500, 'wrong options'])
      })
    })
  })
})

describe.each(KOA_VERSIONS)('streamResponse in $name', ({ make }) => {
  it('stops its source within 100 ms when the client leaves', { retry: 2 }, async () => {
    const { note, notes } = new Probe()
    const app = make().use(strictResponses({ onError: () => {} }))
    app.use((ctx) =>
      streamResponse(ctx, async function* ({ signal }) {
        try {
          yield 'Hél'
          await new Promise((resolve) => signal.addEventListener('abort', resolve))
          note(signal.reason.code)
        } finally {
          note('returned')
        }
      }),
    )
    running = await startKoa(app)
    const client = openClient(running.port)
    await until(() => client.received().includes('.delta'))
    client.socket.destroy()
    await until(() => notes.length === 2, 100)
    expect(notes).toEqual(['client_closed', 'returned'])
  })
})
