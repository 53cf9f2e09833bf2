import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import * as expressAdapter from '@strict-responses/express'
import type { RepairMessage, StrictResponsesOptions } from '@strict-responses/node'
import * as nodeAdapter from '@strict-responses/node'
import express from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { EXPRESS_VERSIONS } from '../support/adapters/express-versions.js'
import { CUT, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Route, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { until } from '../support/adapters/probe.js'
import { eventsOf, expectStrict } from '../support/adapters/strict.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }
const whole: Route = (_req, res) => res.writeHead(200, EVENT_STREAM).end(WHOLE)

let running: Running | undefined
afterEach(() => running?.close())

describe.each(FRAMEWORKS)('options, $name', ({ app }) => {
  it('each repair is told to onRepair and published with the id', async () => {
    const told: string[] = []
    const published: RepairMessage[] = []
    const listener = (message: unknown): void => void published.push(message as RepairMessage)
    subscribe('strict-responses:repair', listener)
    try {
      running = await listen(app(whole, { onRepair: ({ code }) => told.push(code) }))
      await exchange(running.port)
    } finally {
      unsubscribe('strict-responses:repair', listener)
    }
    expect(told.length).toBeGreaterThan(3)
    expect(published.map(({ repair }) => repair.code)).toEqual(told)
    expect(published.at(-1)?.id).toBe('resp_1')
  })

  it('onEnd is told once, of a stream that completed and of one whose client left', async () => {
    const outcomes: unknown[] = []
    const route: Route = (req, res) => res.writeHead(200, EVENT_STREAM).write(req.url === '/cut' ? CUT : WHOLE)
    running = await listen(app(route, { onEnd: ({ outcome }) => outcomes.push(outcome) }))
    await exchange(running.port)
    const client = openClient(running.port, { path: '/cut' })
    await until(() => client.received().includes('"delta":"H'))
    client.socket.destroy()
    await until(() => outcomes.length === 2)
    expect(outcomes).toEqual(['completed', 'failed'])
  })

  it('resume is read from the query of a GET', async () => {
    running = await listen(app((_req, res) => res.writeHead(200, EVENT_STREAM).end(WHOLE), {}))
    const reply = await exchange(running.port, { path: '/v1/responses/resp_1?stream=true&starting_after=41' })
    expect(eventsOf(reply.body)[0]?.['sequence_number']).toBe(42)
    const post = await exchange(running.port, { method: 'POST', path: '/v1/responses?starting_after=41' })
    expect(eventsOf(post.body)[0]?.['sequence_number']).toBe(0)
  })
})

describe.each(EXPRESS_VERSIONS)('the request, $name', ({ make }) => {
  it('is echoed from the body that Express parsed', async () => {
    const app = make()
    app.use(express.json(), expressAdapter.strictResponses())
    app.use((_req, res) => void res.type('text/event-stream').send(WHOLE))
    running = await listen(app)
    const reply = await exchange(running.port, {
      method: 'POST',
      body: JSON.stringify({ model: 'm', stream: true, instructions: 'Be brief.', temperature: 0.5 }),
    })
    expectStrict(reply, TEXT)
    expect(eventsOf(reply.body)[0]?.['response']).toMatchObject({ instructions: 'Be brief.', temperature: 0.5 })
  })

  it('is known by its whole path below a mount point', async () => {
    const app = make()
    app.use('/v1/responses', expressAdapter.strictResponses(), (_req, res) => {
      res.writeHead(200, EVENT_STREAM).end(': nothing\n\n')
    })
    running = await listen(app)
    const reply = await exchange(running.port, { path: '/v1/responses?stream=true' })
    expect(eventsOf(reply.body).at(-1)?.['type']).toBe('response.failed')
  })
})

describe('wrong options', () => {
  const wrong: StrictResponsesOptions = { idleTimeout: Number.NaN }

  it('are refused where the middleware is made', () => {
    expect(() => expressAdapter.strictResponses(wrong)).toThrow(
      'idleTimeout is NaN; it must be milliseconds, 0 or more',
    )
    expect(() => expressAdapter.strictResponses({ heartbeat: { interval: -1 } })).toThrow('heartbeat.interval is -1')
    const style = { profile: 'open-responses', heartbeat: { style: 'keepalive' } } as const
    expect(() => expressAdapter.strictResponses(style)).toThrow('heartbeat.style')
  })

  it('become an ordinary error reply on plain node:http, not half a stream', async () => {
    running = await listen((req, res) => {
      nodeAdapter.strictResponses(req, res, wrong)
      try {
        whole(req, res)
      } catch (error) {
        res.writeHead(500).end(String(error))
      }
    })
    const reply = await exchange(running.port)
    expect([reply.status, reply.body.includes('idleTimeout')]).toEqual([500, true])
  })
})

describe('exports', () => {
  it('strictResponses is there by name and as default', () => {
    expect(expressAdapter.default).toBe(expressAdapter.strictResponses)
    expect(nodeAdapter.default).toBe(nodeAdapter.strictResponses)
    expect(expressAdapter.streamOf).toBe(nodeAdapter.streamOf)
  })
})
