import { strictResponses } from '@strict-responses/fastify'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { type FastifyServer, LISTEN, type SetUp } from '../support/adapters/fastify-transports.js'
import { CUT, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { Probe } from '../support/adapters/probe.js'
import type { RawReply } from '../support/adapters/raw-reply.js'
import { expectStrict } from '../support/adapters/strict.js'

const SECRET = 'password=hunter2 at /srv/app.js'
const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }
const EVENTS = 'text/event-stream'

type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown

let running: FastifyServer | undefined
afterEach(() => running?.close())

async function run(setUp: SetUp, ms?: number): Promise<RawReply> {
  running = await LISTEN.start(setUp)
  const reply = await running.exchange({}, ms)
  await running.close()
  return reply
}

describe('handlers', () => {
  const strict = async (handler: Handler): Promise<void> => {
    const reply = await run(async (app) => {
      await app.register(strictResponses)
      app.get('/v1/responses', handler)
    })
    expectStrict(reply, TEXT)
    expect(running?.logged.filter(({ level }) => Number(level) > 30)).toEqual([])
  }

  it('F88 may return the reply, or promise it', async () => {
    await strict((_request, reply) => reply.type(EVENTS).send(WHOLE))
    await strict(async (_request, reply) => reply.type(EVENTS).send(WHOLE))
    await strict(async (_request, reply) => {
      setTimeout(() => reply.type(EVENTS).send(WHOLE), 5)
      return reply
    })
  })

  it('F88 may return a thenable of their own, which is asked once', async () => {
    const probe = new Probe()
    await strict((_request, reply) => {
      reply.type(EVENTS)
      const lazy = Promise.resolve(WHOLE)
      function askOnce(...args: Parameters<typeof lazy.then>): unknown {
        probe.note('asked')
        return lazy.then(...args)
      }
      // biome-ignore lint/suspicious/noThenProperty: query builders are such objects
      return { then: askOnce }
    })
    expect(probe.notes).toEqual(['asked'])
  })

  it('F89 that are not async stay so: nothing is sent for them when they return', async () => {
    await strict((_request, reply) => {
      setTimeout(() => reply.type(EVENTS).send(WHOLE), 5)
    })
  })

  it('F81 made before the plugin had loaded are as without us: a rejection after hijack() leaves the client waiting', async () => {
    const reply = await run((app) => {
      app.register(strictResponses)
      app.get('/v1/responses', async (_request, reply) => {
        reply.hijack()
        reply.raw.writeHead(200, EVENT_STREAM).write(CUT)
        throw new Error(SECRET)
      })
    }, 100)
    expect([reply.hung, reply.body.includes('"delta":"Hél"')]).toEqual([true, true])
  })
})
