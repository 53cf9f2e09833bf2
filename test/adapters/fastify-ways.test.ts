import { Readable } from 'node:stream'
import { strictResponses } from '@strict-responses/fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { type FastifyServer, TRANSPORTS } from '../support/adapters/fastify-transports.js'
import { TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { header, masked, type RawReply } from '../support/adapters/raw-reply.js'
import { expectStrict } from '../support/adapters/strict.js'
import { FASTIFY_WAYS, type FastifyWay } from './cases/fastify-ways.js'

let running: FastifyServer | undefined
afterEach(() => running?.close())

describe.each(TRANSPORTS)('over $name', ({ start }) => {
  const reply = async (handler: FastifyWay['handler'], wrapped: boolean, method = 'GET'): Promise<RawReply> => {
    running = await start((app) => {
      if (wrapped) app.register(strictResponses)
      app.get('/v1/responses', handler)
    })
    const reply = await running.exchange({ method })
    await running.close()
    return reply
  }

  it.each(FASTIFY_WAYS)('Fastify sends $name as it is, and it leaves strict', async ({ handler, lying }) => {
    const plain = await reply(handler, false)
    if (lying) expect(header(plain, 'content-length')).toBe('3')
    else expect(plain.body).toBe(WHOLE)
    const wrapped = await reply(handler, true)
    expectStrict(wrapped, TEXT)
    expect(wrapped.complete).toBe(true)
    expect(header(wrapped, 'content-length')).toBeUndefined()
  })

  const others: readonly FastifyWay[] = [
    { name: 'an object', handler: async () => ({ a: 1 }) },
    { name: 'a string', handler: async () => 'text' },
    { name: 'a Buffer', handler: async () => Buffer.from('bytes') },
    { name: 'nothing', handler: (_request, reply) => void reply.code(204).send() },
    { name: 'a redirect', handler: (_request, reply) => void reply.redirect('/elsewhere') },
    {
      name: 'a stream of text',
      handler: (_request, reply) => reply.type('text/plain').send(Readable.from(['a', 'b'])),
    },
    { name: 'a Response', handler: async () => new Response('{"a":1}', { status: 201, headers: { 'X-A': '1' } }) },
    {
      name: 'an error',
      handler: async () => {
        throw Object.assign(new Error('teapot'), { statusCode: 418 })
      },
    },
    {
      name: 'an error of a route that declared an event stream',
      handler: async (_request, reply) => {
        reply.type('text/event-stream')
        throw new Error('too early')
      },
    },
  ]
  it.each(others)('$name leaves as if there were no plugin', async ({ handler }) => {
    for (const method of ['GET', 'HEAD', 'POST']) {
      const [plain, wrapped] = [await reply(handler, false, method), await reply(handler, true, method)]
      expect(masked(wrapped), method).toBe(masked(plain))
    }
  })
})
