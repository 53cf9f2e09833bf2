import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { CUT } from '../../support/adapters/faulty-stream.js'

const SECRET = 'password=hunter2 at /srv/app.js'
const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }
const EVENTS = 'text/event-stream'

/** A route that breaks after its first words. */
export interface ErrorCase {
  readonly id: string
  readonly name: string
  readonly handler: (this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) => unknown
  /** What the client sees without us. */
  readonly plain: 'cut' | 'hung' | 'nothing'
  readonly options?: { readonly handlerTimeout: number }
  /** What the log says of it; nothing is said of a source that ends early, nor of a timeout. */
  readonly logged?: string
}

/** A source that fails after its first words. */
export async function* breaking(): AsyncGenerator<string> {
  yield CUT
  await wait(5)
  throw new Error(SECRET)
}

function webStream(): ReadableStream<Uint8Array> {
  const source = breaking()
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      controller.enqueue(encoder.encode((await source.next()).value))
    },
  })
}

async function* stuck(): AsyncGenerator<string> {
  yield CUT
  await new Promise(() => {})
}

export const ERRORS: readonly ErrorCase[] = [
  {
    id: 'F79',
    name: 'a stream that fails',
    handler: (_request, reply) => reply.type(EVENTS).send(Readable.from(breaking())),
    plain: 'cut',
    logged: SECRET,
  },
  {
    id: 'F79',
    name: 'a stream that is destroyed without an error',
    handler: (_request, reply) => {
      const source = new Readable({ read() {} })
      source.push(CUT)
      setTimeout(() => source.destroy(), 5)
      return reply.type(EVENTS).send(source)
    },
    plain: 'cut',
  },
  {
    id: 'F80',
    name: 'a Web stream that fails',
    handler: (_request, reply) => reply.type(EVENTS).send(webStream()),
    plain: 'cut',
    logged: SECRET,
  },
  {
    id: 'F80',
    name: 'a Response whose body fails',
    handler: async () => new Response(webStream(), { headers: EVENT_STREAM }),
    plain: 'cut',
    logged: SECRET,
  },
  {
    id: 'F81',
    name: 'a handler that rejects after hijack()',
    handler: async (_request, reply) => {
      reply.hijack()
      reply.raw.writeHead(200, EVENT_STREAM).write(CUT)
      await wait(5)
      throw new Error(SECRET)
    },
    plain: 'hung',
    logged: SECRET,
  },
  {
    id: 'F81',
    name: 'a handler that throws after hijack()',
    handler: (_request, reply) => {
      reply.hijack()
      reply.raw.writeHead(200, EVENT_STREAM).write(CUT)
      throw new Error(SECRET)
    },
    plain: 'hung',
    logged: SECRET,
  },
  {
    id: 'F82',
    name: 'a handler that rejects after raw.write()',
    handler: async (_request, reply) => {
      reply.raw.writeHead(200, EVENT_STREAM).write(CUT)
      await wait(5)
      throw new Error(SECRET)
    },
    plain: 'cut',
    logged: SECRET,
  },
  {
    id: 'F82',
    name: 'a handler that throws after raw.write()',
    handler: (_request, reply) => {
      reply.raw.writeHead(200, EVENT_STREAM).write(CUT)
      throw new Error(SECRET)
    },
    plain: 'nothing',
    logged: SECRET,
  },
  {
    id: 'F90',
    name: 'a handlerTimeout while a stream is sent',
    handler: (_request, reply) => reply.type(EVENTS).send(Readable.from(stuck())),
    plain: 'cut',
    options: { handlerTimeout: 30 },
  },
]
