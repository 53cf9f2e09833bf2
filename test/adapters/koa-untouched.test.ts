import { strictResponses } from '@strict-responses/koa'
import { afterEach, describe, expect, it } from 'vitest'
import { TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { type KoaServer, PROTOCOLS, startKoa } from '../support/adapters/koa-server.js'
import { expectStrictKoa } from '../support/adapters/koa-strict.js'
import { KOA_VERSIONS } from '../support/adapters/koa-versions.js'
import { masked } from '../support/adapters/raw-reply.js'
import { ERRORS, KOA_ROUTES, type KoaRoute } from './cases/koa-untouched.js'
import { REQUESTS } from './cases/untouched.js'

let running: KoaServer | undefined
afterEach(() => running?.close())

describe.each(PROTOCOLS)('untouched over %s', (protocol) => {
  describe.each(KOA_VERSIONS)('in $name', ({ name: version, make }) => {
    const start = async (wrapped: boolean, route: KoaRoute['route']): Promise<KoaServer> => {
      await running?.close()
      const app = make()
      app.silent = true
      if (wrapped) app.use(strictResponses())
      app.use(route)
      running = await startKoa(app, protocol)
      return running
    }

    /** Of a HEAD over HTTP/2, Node says from its start that the reply has ended: Koa does not answer its error, Koa 2 nothing. */
    const isUnanswered = (kind: string, { id, status }: KoaRoute): boolean =>
      kind === 'HEAD' && protocol === 'HTTP/2' && id !== 'K79' && (version === 'Koa 2' || ERRORS.includes(status))

    it.each(KOA_ROUTES)('$id $name', async (row) => {
      for (const [kind, request] of Object.entries(REQUESTS)) {
        const unanswered = isUnanswered(kind, row)
        const ms = unanswered ? 60 : undefined
        const plain = await (await start(false, row.route)).exchange(request, ms, ms)
        const wrapped = await (await start(true, row.route)).exchange(request, ms, ms)
        expect([plain.hung, wrapped.hung], kind).toEqual([unanswered, unanswered])
        expect(masked(wrapped), kind).toBe(masked(plain))
        if (kind === 'GET') expect([plain.status, plain.raw]).toEqual([row.status, expect.stringContaining(row.has)])
      }
    })

    it('K82 behind a trusted proxy the route still sees its client, and a stream is mended', async () => {
      const app = make().use(strictResponses())
      app.proxy = true
      const seen: unknown[] = []
      app.use((ctx) => {
        seen.push(ctx.ip, ctx.protocol)
        ctx.type = 'text/event-stream'
        ctx.body = WHOLE
      })
      running = await startKoa(app, protocol)
      const forwarded = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' }
      expectStrictKoa(await running.exchange({ headers: forwarded }), TEXT)
      expect(seen).toEqual(['203.0.113.9', 'https'])
    })
  })
})
