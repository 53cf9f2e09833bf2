import { Readable } from 'node:stream'
import { fastifySSE, type SSERouteKind } from '@fastify/sse'
import { strictResponses } from '@strict-responses/fastify'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { type FastifyServer, LISTEN } from '../support/adapters/fastify-transports.js'
import { CREATED, FRAMES, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { wait } from '../support/adapters/probe.js'
import { masked, type RawReply } from '../support/adapters/raw-reply.js'
import { eventsOf, expectStrict } from '../support/adapters/strict.js'

const SECRET = 'password=hunter2 at /srv/app.js'
const EVENTS: readonly unknown[] = eventsOf(WHOLE)
const ACCEPT = { Accept: 'text/event-stream' }
const JSON_ONLY = { Accept: 'application/json' }

type Order = 'before' | 'after' | 'without'
interface Setting {
  readonly kind?: SSERouteKind | true
  /** Where the adapter is registered, seen from @fastify/sse. */
  readonly order: Order
  readonly heartbeatInterval?: number
}

let running: FastifyServer | undefined
afterEach(() => running?.close())

/** Sends one request to a route of @fastify/sse. */
async function reply(
  handler: (reply: FastifyReply) => Promise<unknown>,
  { kind = 'only', order, heartbeatInterval = 0 }: Setting,
  headers: Readonly<Record<string, string>> = ACCEPT,
): Promise<RawReply> {
  running = await LISTEN.start((app: FastifyInstance) => {
    if (order === 'before') app.register(strictResponses)
    app.register(fastifySSE, { heartbeatInterval })
    if (order === 'after') app.register(strictResponses)
    app.register(async (scope) => {
      scope.get('/v1/responses', { sse: kind }, (_request, reply) => handler(reply))
    })
  })
  const reply = await running.exchange({ headers })
  await running.close()
  return reply
}

const send = async (reply: FastifyReply): Promise<void> => {
  for (const data of EVENTS) await reply.sse.send({ data })
}

const sources: readonly [string, (reply: FastifyReply) => Promise<void>][] = [
  ['messages', send],
  ['an async iterable', (reply) => reply.sse.send(Readable.from(EVENTS.map((data) => ({ data }))).iterator())],
  ['a Readable', (reply) => reply.sse.send(Readable.from(EVENTS.map((data) => ({ data }))))],
]

describe.each([
  { id: 'F64', order: 'before' as const, name: 'registered after us' },
  { id: 'F65', order: 'after' as const, name: 'registered before us' },
])('@fastify/sse $name', ({ id, order }) => {
  it.each([true, 'only', 'dual', 'manual'] as const)(`${id} a route with sse: %s is strict`, async (kind) => {
    for (const [name, handler] of sources) {
      const plain = await reply(handler, { kind, order: 'without' })
      expect(eventsOf(plain.body), name).toEqual(EVENTS)
      expectStrict(await reply(handler, { kind, order }), TEXT)
    }
  })

  it.each(['dual', 'manual'] as const)(`${id} a route with sse: %s answers with JSON as without us`, async (kind) => {
    const handler = async (): Promise<unknown> => ({ a: 1 })
    const replies = [
      await reply(handler, { kind, order: 'without' }, JSON_ONLY),
      await reply(handler, { kind, order }, JSON_ONLY),
    ]
    expect(masked(replies[1]!)).toBe(masked(replies[0]!))
    expect(replies[0]?.body).toBe('{"a":1}')
  })

  it(`${id} a client that wants no stream is refused as without us`, async () => {
    const replies = [await reply(send, { order: 'without' }, JSON_ONLY), await reply(send, { order }, JSON_ONLY)]
    expect(masked(replies[1]!)).toBe(masked(replies[0]!))
    expect(replies[0]?.status).toBe(406)
  })

  it('F66 its heartbeats pass', async () => {
    const slow = async (reply: FastifyReply): Promise<void> => {
      for (const data of EVENTS) {
        await reply.sse.send({ data })
        await wait(25)
      }
    }
    const wrapped = await reply(slow, { order, heartbeatInterval: 10 })
    expectStrict(wrapped, TEXT)
    expect(wrapped.body).toContain(': heartbeat\n\n')
  })

  it('F67 a handler that throws in the middle fails the stream', async () => {
    const breaking = async (reply: FastifyReply): Promise<void> => {
      for (const data of EVENTS.slice(0, 2)) await reply.sse.send({ data })
      throw new Error(SECRET)
    }
    const plain = await reply(breaking, { order: 'without' })
    expect([plain.complete, eventsOf(plain.body)]).toEqual([true, EVENTS.slice(0, 2)])
    const wrapped = await reply(breaking, { order })
    expectStrict(wrapped, 'Hél', 'failed')
    expect(wrapped.body).not.toContain('hunter2')
  })

  it('F67 a handler that throws after keepAlive() fails the stream, which is cut without us', async () => {
    const breaking = async (reply: FastifyReply): Promise<void> => {
      reply.sse.keepAlive()
      for (const data of EVENTS.slice(0, 2)) await reply.sse.send({ data })
      throw new Error(SECRET)
    }
    const plain = await reply(breaking, { order: 'without' })
    expect([plain.status, plain.complete, plain.hung]).toEqual([200, false, false])
    expectStrict(await reply(breaking, { order }), 'Hél', 'failed')
  })

  it('F67 a source that fails in the middle fails the stream', async () => {
    async function* failing(): AsyncGenerator<{ data: unknown }> {
      for (const data of EVENTS.slice(0, 2)) yield { data }
      throw new Error(SECRET)
    }
    expectStrict(await reply((reply) => reply.sse.send(failing()), { order }), 'Hél', 'failed')
    expectStrict(await reply((reply) => reply.sse.send(Readable.from(failing())), { order }), 'Hél', 'failed')
  })
})

it('F64 the events of @fastify/sse are those of the faulty stream', () => {
  expect(EVENTS).toHaveLength(FRAMES.length)
  expect(`data: ${JSON.stringify(EVENTS[0])}\n\n`).toBe(CREATED)
})
