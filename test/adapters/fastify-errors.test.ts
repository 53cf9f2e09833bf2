import { Readable } from 'node:stream'
import { strictResponses } from '@strict-responses/fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { type FastifyServer, type SetUp, TRANSPORTS, type Transport } from '../support/adapters/fastify-transports.js'
import { CUT } from '../support/adapters/faulty-stream.js'
import { masked, type RawReply } from '../support/adapters/raw-reply.js'
import { expectStrict } from '../support/adapters/strict.js'
import { breaking, ERRORS, type ErrorCase } from './cases/fastify-errors.js'

/** What arrives over a socket without us. */
const PLAIN: Record<ErrorCase['plain'], (reply: RawReply) => void> = {
  cut: (reply) => expect([reply.complete, reply.body]).toEqual([false, CUT]),
  hung: (reply) => expect([reply.complete, reply.body]).toEqual([false, CUT]),
  nothing: (reply) => expect(reply.raw).toBe(''),
}

let running: FastifyServer | undefined
afterEach(() => running?.close())

async function run(transport: Transport, setUp: SetUp, ms?: number): Promise<RawReply> {
  running = await transport.start(setUp)
  const reply = await running.exchange({}, ms)
  await running.close()
  return reply
}

describe.each(TRANSPORTS)('in the middle of a stream, over $name', (transport) => {
  it.each(ERRORS)('$id $name fails it and is logged', async ({ handler, options = {}, plain, logged }) => {
    const told: unknown[] = []
    const without = await run(
      transport,
      (app) => app.get('/v1/responses', options, handler),
      plain === 'hung' ? 100 : 3000,
    )
    expect([without.hung, without.body.includes('[DONE]')]).toEqual([plain === 'hung', false])
    if (transport.name === 'listen') PLAIN[plain](without)

    const reply = await run(transport, async (app) => {
      await app.register(strictResponses, { onError: (error) => told.push(error) })
      app.get('/v1/responses', options, handler)
    })
    expectStrict(reply, 'Hél', 'failed')
    expect(reply.complete).toBe(true)
    expect(reply.body).not.toMatch(/hunter2|\/srv/)
    expect(told).toHaveLength(1)
    const errors = running?.logged.map(({ err }) => Reflect.get(Object(err), 'message'))
    if (logged !== undefined) expect(errors).toContain(logged)
  })

  it('F83 neither onError hooks nor error handlers are called, as without us', async () => {
    for (const wrapped of [false, true]) {
      const called: string[] = []
      await run(transport, async (app) => {
        if (wrapped) await app.register(strictResponses)
        app.addHook('onError', async () => void called.push('hook'))
        app.setErrorHandler((_error, _request, reply) => {
          called.push('handler')
          reply.code(500).send('oops')
        })
        app.get('/v1/responses', (_request, reply) => reply.type('text/event-stream').send(Readable.from(breaking())))
      })
      expect(called, wrapped ? 'wrapped' : 'plain').toEqual([])
    }
  })

  it('F84 a stream that fails before the head is the error page of Fastify', async () => {
    const pages: string[] = []
    for (const wrapped of [false, true]) {
      const page = await run(transport, async (app) => {
        if (wrapped) await app.register(strictResponses)
        app.get('/v1/responses', (_request, reply) => {
          const source = new Readable({ read: () => source.destroy(new Error('too early')) })
          return reply.type('text/event-stream').send(source)
        })
      })
      expect([page.status, page.body.includes('too early')]).toEqual([500, true])
      pages.push(masked(page))
    }
    expect(pages[1]).toBe(pages[0])
  })
})
