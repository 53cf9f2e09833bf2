import { strictResponses } from '@strict-responses/koa'
import { afterEach, describe, expect, it } from 'vitest'
import { CUT } from '../support/adapters/faulty-stream.js'
import { type KoaServer, PROTOCOLS, startKoa } from '../support/adapters/koa-server.js'
import { expectStrictKoa } from '../support/adapters/koa-strict.js'
import { KOA_VERSIONS } from '../support/adapters/koa-versions.js'
import { masked, type RawReply } from '../support/adapters/raw-reply.js'
import { KOA_FAILURES, type PlainEnd } from './cases/koa-failures.js'

const PLAIN: Record<PlainEnd, (reply: RawReply) => void> = {
  cut: (reply) => expect([reply.complete, reply.hung, reply.body]).toEqual([false, false, CUT]),
  hung: (reply) => expect([reply.hung, reply.body]).toEqual([true, CUT]),
  nothing: (reply) => expect([reply.hung, reply.raw]).toEqual([false, '']),
  'status text': (reply) => expect([`${CUT}OK`, `${CUT}200`]).toContain(reply.body),
  page: (reply) => expect([reply.status, reply.body]).toEqual([500, 'Internal Server Error']),
  json: (reply) => expect([reply.status, reply.body]).toEqual([200, '{}']),
}

let running: KoaServer | undefined
afterEach(() => running?.close())

describe.each(PROTOCOLS)('failures of %s', (protocol) => {
  describe.each(KOA_VERSIONS)('in $name', ({ name: version, make }) => {
    it.each(KOA_FAILURES)('$id $name', async ({ route, plain, text = 'Hél', says }) => {
      const { end, appErrors } = plain[version]
      const outcome = async (wrapped: boolean, ms?: number): Promise<{ reply: RawReply; told: unknown[] }> => {
        const app = make()
        app.silent = true
        if (wrapped) app.use(strictResponses())
        app.use(route)
        running = await startKoa(app, protocol)
        const reply = await running.exchange({}, ms)
        await running.close()
        return { reply, told: [...running.appErrors] }
      }

      const without = await outcome(false, end === 'hung' ? 200 : undefined)
      PLAIN[end](without.reply)
      expect(appErrors).toContain(without.told.length)

      const { reply, told } = await outcome(true)
      expect(told.map(String)).toEqual(without.told.slice(0, 1).map(String))
      if (end === 'page' || end === 'json') return expect(masked(reply)).toBe(masked(without.reply))
      expectStrictKoa(reply, text, 'failed')
      expect(reply.body).not.toMatch(/ECONNREFUSED|10\.0\.0\.7|\/srv/)
      if (says) expect(reply.body).toContain(says)
    })
  })
})
