import { PassThrough, Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { FRAMES, WHOLE } from '../../support/adapters/faulty-stream.js'

/** One of Fastify's ways to send a whole faulty stream. */
export interface FastifyWay {
  readonly name: string
  readonly handler: (request: FastifyRequest, reply: FastifyReply) => unknown
  /** Whether its Content-Length is wrong. */
  readonly lying?: true
}

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }

async function* frames(): AsyncGenerator<string> {
  for (const frame of FRAMES) {
    await wait(1)
    yield frame
  }
}

const declare = (reply: FastifyReply): FastifyReply => reply.type('text/event-stream')

/** A Response of fetch, whose length is that of other bytes. */
const response = (): Response => new Response(WHOLE, { headers: { ...EVENT_STREAM, 'Content-Length': '3' } })

export const FASTIFY_WAYS: readonly FastifyWay[] = [
  { name: 'a string', handler: (_request, reply) => void declare(reply).send(WHOLE) },
  { name: 'a Buffer', handler: (_request, reply) => void declare(reply).send(Buffer.from(WHOLE)) },
  {
    name: 'a returned string',
    handler: async (_request, reply) => {
      declare(reply)
      return WHOLE
    },
  },
  { name: 'a Readable', handler: (_request, reply) => void declare(reply).send(Readable.from(FRAMES)) },
  {
    name: 'a returned Readable',
    handler: async (_request, reply) => {
      declare(reply)
      return Readable.from(FRAMES)
    },
  },
  { name: 'an async generator', handler: (_request, reply) => declare(reply).send(Readable.from(frames())) },
  { name: 'a Web stream', handler: (_request, reply) => declare(reply).send(new Blob([WHOLE]).stream()) },
  { name: 'a returned Response with a wrong Content-Length', handler: async () => response(), lying: true },
  { name: 'send(Response)', handler: (_request, reply) => void reply.send(response()), lying: true },
  {
    name: 'a PassThrough that is written later',
    handler: (_request, reply) => {
      const late = new PassThrough()
      declare(reply).send(late)
      setTimeout(() => {
        for (const frame of FRAMES) late.write(frame)
        late.end()
      }, 5)
    },
  },
  {
    name: 'hijack and the raw reply',
    handler: async (_request, reply) => {
      reply.hijack()
      reply.raw.writeHead(200, EVENT_STREAM)
      for await (const frame of frames()) reply.raw.write(frame)
      reply.raw.end()
    },
  },
  {
    name: 'the raw reply without hijack',
    handler: async (_request, reply) => {
      reply.raw.writeHead(200, EVENT_STREAM)
      for await (const frame of frames()) reply.raw.write(frame)
      reply.raw.end()
    },
  },
  {
    name: 'raw flushHeaders, then writes',
    handler: (_request, reply) => {
      reply.raw.setHeader('Content-Type', 'text/event-stream')
      reply.raw.flushHeaders()
      setTimeout(() => reply.raw.end(WHOLE), 5)
    },
  },
]
