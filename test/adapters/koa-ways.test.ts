import { strictResponses } from '@strict-responses/koa'
import { afterEach, describe, expect, it } from 'vitest'
import { TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { type KoaServer, PROTOCOLS, startKoa } from '../support/adapters/koa-server.js'
import { expectStrictKoa } from '../support/adapters/koa-strict.js'
import { KOA_VERSIONS } from '../support/adapters/koa-versions.js'
import { header, masked, type RawReply } from '../support/adapters/raw-reply.js'
import { KOA_WAYS, type KoaWay } from './cases/koa-ways.js'

let running: KoaServer | undefined
afterEach(() => running?.close())

describe.each(PROTOCOLS)('ways of %s', (protocol) => {
  describe.each(KOA_VERSIONS)('in $name', ({ name: version, make }) => {
    const reply = async (route: KoaWay['route'], wrapped: boolean): Promise<RawReply> => {
      const app = make()
      if (wrapped) app.use(strictResponses())
      app.use(route)
      running = await startKoa(app, protocol)
      const reply = await running.exchange()
      await running.close()
      expect(running.appErrors).toEqual([])
      return reply
    }

    it.each(KOA_WAYS)('$name', async ({ route, plain }) => {
      const without = await reply(route, false)
      const type = header(without, 'content-type')
      const wrapped = await reply(route, true)
      if (plain[version] === 'stream') {
        expect(type).toMatch(/^text\/event-stream/)
        expect(without.body).toBe(WHOLE)
        expectStrictKoa(wrapped, TEXT)
      } else {
        expect(type).toBe('application/json; charset=utf-8')
        expect(masked(wrapped)).toBe(masked(without))
      }
    })
  })
})
