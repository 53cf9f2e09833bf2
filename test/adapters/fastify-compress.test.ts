import { Readable } from 'node:stream'
import fastifyCompress, { type FastifyCompressOptions } from '@fastify/compress'
import { strictResponses } from '@strict-responses/fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { type FastifyServer, LISTEN } from '../support/adapters/fastify-transports.js'
import { CREATED, CUT, FRAMES, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until } from '../support/adapters/probe.js'
import { header, type RawReply } from '../support/adapters/raw-reply.js'
import { expectStrict } from '../support/adapters/strict.js'

type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown
type Order = 'before' | 'after' | 'without'

let running: FastifyServer | undefined
afterEach(() => running?.close())

/** Starts a route beside @fastify/compress; `order` says where the adapter is registered, seen from it. */
async function start(handler: Handler, order: Order, options: FastifyCompressOptions = {}): Promise<FastifyServer> {
  await running?.close()
  running = await LISTEN.start((app: FastifyInstance) => {
    if (order === 'before') app.register(strictResponses)
    app.register(fastifyCompress, { threshold: 0, encodings: ['gzip', 'deflate', 'br'], ...options })
    if (order === 'after') app.register(strictResponses)
    app.register(async (scope) => {
      scope.get('/v1/responses', handler)
      scope.get('/json', async () => ({ a: 'a'.repeat(5000) }))
      const config = { strictResponses: false } as const
      scope.get('/left-alone', { config }, handler)
    })
  })
  return running
}

const reply = async (handler: Handler, order: Order, options?: FastifyCompressOptions): Promise<RawReply> =>
  (await start(handler, order, options)).exchange({ headers: { 'Accept-Encoding': 'gzip' } })

const EVENTS = 'text/event-stream'
const handlers: readonly [string, Handler][] = [
  ['a string', (_request, reply) => reply.type(EVENTS).send(WHOLE)],
  ['a Readable', (_request, reply) => reply.type(EVENTS).send(Readable.from(FRAMES))],
  ['a Web stream', (_request, reply) => reply.type(EVENTS).send(new Blob([WHOLE]).stream())],
  ['a Response', async () => new Response(WHOLE, { headers: { 'Content-Type': EVENTS } })],
]

describe.each(['before', 'after'] as const)('the adapter registered %s @fastify/compress', (order) => {
  it.each(handlers)('F68 by its defaults %s is strict', async (_name, handler) => {
    const plain = await reply(handler, 'without')
    expect([header(plain, 'content-encoding'), plain.body]).toEqual([undefined, WHOLE])
    expectStrict(await reply(handler, order), TEXT)
  })

  it.each(handlers)('F69 with customTypes /./ %s is strict, and never compressed', async (_name, handler) => {
    const plain = await reply(handler, 'without', { customTypes: /./ })
    expect(header(plain, 'content-encoding')).toBe('gzip')
    const wrapped = await reply(handler, order, { customTypes: /./ })
    expectStrict(wrapped, TEXT)
    expect(header(wrapped, 'content-encoding')).toBeUndefined()
  })

  it('F69 with customTypes /./ each event leaves at once', async () => {
    const probe = new Probe()
    async function* slow(): AsyncGenerator<string> {
      yield CUT
      await probe.released
      yield WHOLE.slice(CUT.length)
    }
    const handler: Handler = (_request, reply) => reply.type(EVENTS).send(Readable.from(slow()))
    const { port = 0 } = await start(handler, order, { customTypes: /./ })
    const client = openClient(port, { headers: { 'Accept-Encoding': 'gzip' } })
    await until(() => client.received().includes('"delta":"H'))
    probe.release()
    await until(client.closed)
    expect(client.received()).toContain('response.completed')
  })

  it('S63 JSON beside it, and a route that is left alone, are compressed as before', async () => {
    const [, handler] = handlers[1]!
    const { exchange } = await start(handler, order, { customTypes: /./ })
    for (const path of ['/json', '/left-alone']) {
      const reply = await exchange({ path, headers: { 'Accept-Encoding': 'gzip' } })
      expect([path, header(reply, 'content-encoding')]).toEqual([path, 'gzip'])
    }
  })

  it.each(['gzip', 'br', 'deflate'])('F70 reply.compress(stream) with %s is decoded', async (encoding) => {
    const handler: Handler = (_request, reply) => reply.type(EVENTS).compress(Readable.from(FRAMES))
    for (const at of ['without', order] as const) {
      const { exchange } = await start(handler, at, { global: false, customTypes: /./ })
      const reply = await exchange({ headers: { 'Accept-Encoding': encoding } })
      if (at === 'without') {
        expect([header(reply, 'content-encoding'), reply.body.includes(CREATED)]).toEqual([encoding, false])
      } else expectStrict(reply, TEXT)
    }
  })
})
