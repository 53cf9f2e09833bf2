import * as adapter from '@strict-responses/fastify'
import { type StrictResponsesOptions, strictResponses } from '@strict-responses/fastify'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fastify from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { type FastifyServer, LISTEN, type SetUp } from '../support/adapters/fastify-transports.js'
import { TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { eventsOf, expectStrict } from '../support/adapters/strict.js'

const whole = (_request: FastifyRequest, reply: FastifyReply): unknown => reply.type('text/event-stream').send(WHOLE)

let running: FastifyServer | undefined
afterEach(() => running?.close())

describe('the request', () => {
  const body = JSON.stringify({ model: 'm', stream: true, instructions: 'Be brief.', temperature: 0.5 })
  const echoOf = async (setUp: SetUp): Promise<unknown> => {
    running = await LISTEN.start(setUp)
    const reply = await running.exchange({ method: 'POST', body })
    expectStrict(reply, TEXT)
    return eventsOf(reply.body)[0]?.['response']
  }

  it('is echoed from the body that Fastify parsed', async () => {
    const echo = await echoOf((app) => {
      app.register(strictResponses)
      app.post('/v1/responses', whole)
    })
    expect(echo).toMatchObject({ instructions: 'Be brief.', temperature: 0.5 })
  })

  it('is what the options say it is', async () => {
    const echo = await echoOf((app) => {
      app.register(strictResponses, { request: { instructions: 'Be long.' } })
      app.post('/v1/responses', whole)
    })
    expect(echo).toMatchObject({ instructions: 'Be long.', temperature: 1 })
  })

  it('is no body that a parser left as bytes', async () => {
    const echo = await echoOf((app) => {
      app.register(strictResponses)
      app.removeAllContentTypeParsers()
      app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes))
      app.post('/v1/responses', whole)
    })
    expect(echo).toMatchObject({ instructions: null, temperature: 1 })
  })
})

describe('wrong options', () => {
  const wrong: StrictResponsesOptions = { idleTimeout: Number.NaN }

  it('of the plugin are refused when the server starts', async () => {
    await expect(fastify().register(strictResponses, wrong).ready()).rejects.toThrow('idleTimeout is NaN')
  })

  it('of a route are refused where the route is made', async () => {
    const app = fastify()
    await app.register(strictResponses, { heartbeat: { style: 'keepalive' } })
    const config = { strictResponses: { profile: 'open-responses' } } as const
    expect(() => app.get('/v1/responses', { config }, whole)).toThrow('heartbeat.style')
  })
})

it('strictResponses is exported by name and as default, and may be imported where it is registered', async () => {
  expect(adapter.default).toBe(adapter.strictResponses)
  const app = fastify()
  await app.register(import('@strict-responses/fastify'))
  expect(app.hasPlugin('@strict-responses/fastify')).toBe(true)
})
