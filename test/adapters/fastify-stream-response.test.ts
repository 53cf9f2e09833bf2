import { streamOf, streamResponse, strictResponses } from '@strict-responses/fastify'
import type { FastifyReply } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { type FastifyServer, LISTEN, type SetUp, TRANSPORTS } from '../support/adapters/fastify-transports.js'
import { TEXT } from '../support/adapters/faulty-stream.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until } from '../support/adapters/probe.js'
import { header } from '../support/adapters/raw-reply.js'
import { eventsOf, expectStrict } from '../support/adapters/strict.js'
import { SOURCES } from './cases/sources.js'

const ROUTES = [
  { where: 'a wrapped route', config: {}, plugin: true },
  { where: 'a route that is left alone', config: { strictResponses: false as const }, plugin: true },
  { where: 'an application without the plugin', config: {}, plugin: false },
]

let running: FastifyServer | undefined
afterEach(() => running?.close())

async function* words(): AsyncGenerator<string> {
  yield 'Hél'
  yield 'lo 👋'
}

describe.each(TRANSPORTS)('streamResponse, over $name', ({ start }) => {
  it.each(SOURCES)('sends $name', async ({ source }) => {
    running = await start((app) => {
      app.register(strictResponses)
      app.post('/v1/responses', (_request, reply) => streamResponse(reply, source()))
    })
    expectStrict(await running.exchange({ method: 'POST' }), TEXT)
  })
})

describe.each(ROUTES)('streamResponse in $where', ({ config, plugin }) => {
  const serve = async (route: (reply: FastifyReply) => unknown, setUp?: SetUp): Promise<FastifyServer> => {
    running = await LISTEN.start(async (app) => {
      if (plugin) await app.register(strictResponses)
      await setUp?.(app)
      app.post('/v1/responses', { config }, (_request, reply) => route(reply))
    })
    return running
  }

  it('keeps the headers that hooks and the route have set, and echoes the request', async () => {
    const { exchange, logged } = await serve(
      (reply) => streamResponse(reply.header('x-route', '1'), words),
      (app) => void app.addHook('onRequest', async (_request, reply) => void reply.header('x-hook', ['2', '3'])),
    )
    const reply = await exchange({ method: 'POST', body: '{"instructions":"Be brief."}' })
    expectStrict(reply, TEXT)
    expect([header(reply, 'x-route'), header(reply, 'x-hook')]).toEqual(['1', '2 | 3'])
    expect(eventsOf(reply.body)[0]?.['response']).toMatchObject({ instructions: 'Be brief.' })
    expect(logged.filter(({ level }) => Number(level) >= 40)).toEqual([])
  })

  it('resolves when the reply has closed, though the source failed', async () => {
    const probe = new Probe()
    const { exchange } = await serve(async (reply) => {
      const source = async function* (): AsyncGenerator<string> {
        yield 'Hél'
        throw new Error('password=hunter2')
      }
      await streamResponse(reply, source, { onError: (error) => probe.note(String(error)) })
      probe.note(reply.raw.closed)
    })
    const reply = await exchange({ method: 'POST' })
    expectStrict(reply, 'Hél', 'failed')
    expect(reply.body).not.toContain('hunter2')
    await until(() => probe.notes.length >= 2)
    expect(probe.notes).toEqual(['Error: password=hunter2', true])
  })

  it('stops its source when the client leaves', async () => {
    const probe = new Probe()
    const { port = 0 } = await serve((reply) =>
      streamResponse(reply, async function* ({ signal }) {
        signal.addEventListener('abort', () => probe.note(signal.reason.code))
        probe.note(streamOf(reply)?.signal.aborted)
        try {
          for (;;) {
            yield 'word '
            await new Promise((resolve) => setTimeout(resolve, 5))
          }
        } finally {
          probe.note('returned')
        }
      }),
    )
    const client = openClient(port, { method: 'POST' })
    await until(() => client.received().includes('.delta'))
    client.socket.destroy()
    await until(() => probe.notes.length >= 3)
    expect(probe.notes).toEqual([false, 'client_closed', 'returned'])
  })

  it('refuses wrong options with an ordinary error reply', async () => {
    const { exchange } = await serve((reply) => streamResponse(reply, words, { idleTimeout: -1 }))
    const reply = await exchange({ method: 'POST' })
    expect([reply.status, header(reply, 'content-type')]).toEqual([500, 'application/json; charset=utf-8'])
    expect(reply.body).toContain('idleTimeout is -1')
  })

  it('refuses a reply whose head has left', async () => {
    const probe = new Probe()
    const { exchange } = await serve(async (reply) => {
      reply.hijack()
      reply.raw.writeHead(200, { 'Content-Type': 'text/plain' })
      await streamResponse(reply, words).catch((error: unknown) => probe.note(Reflect.get(Object(error), 'code')))
      reply.raw.end('as it was')
    })
    expect((await exchange({ method: 'POST' })).body).toBe('as it was')
    expect(probe.notes).toEqual(['ERR_HTTP_HEADERS_SENT'])
  })
})
