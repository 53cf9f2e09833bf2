import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Repair } from '@strict-responses/core'
import type { RepairMessage } from '@strict-responses/node'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { FRAMEWORKS, listen, type Route, type Running } from '../support/adapters/frameworks.js'
import { expectStrictBody, textOf } from '../support/adapters/strict.js'
import { EVENTS, written } from './support/canonical-events.js'

/** What must never be seen by a client, one of each kind. */
const SECRETS = {
  key: 'sk-proj-Zm9vYmFyYmF6cXV4MDEyMzQ1Njc4OQ',
  path: '/srv/app/secrets/model.py',
  host: 'llm-7.prod.example.internal',
  address: '10.1.2.3:8443',
  login: 'postgres://admin:hunter2@db.example.internal/main',
}
const ALL = Object.values(SECRETS).join(' ')
/** What a person said, or a model to them: nothing for a log. */
const SAID = 'my-diagnosis-is-private'

const thrown = (): Error =>
  Object.assign(new Error(`connect ECONNREFUSED ${ALL}`, { cause: new Error(ALL) }), {
    code: 'ECONNREFUSED',
    address: '10.1.2.3',
    response: { body: ALL },
    config: { headers: { authorization: `Bearer ${SECRETS.key}` } },
  })

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }
const BEGUN = written(EVENTS.slice(0, 6))

/** The ways in which an error may show what it knows. */
const WAYS: Readonly<Record<string, Route>> = {
  'thrown by the route': (_req, res) => {
    res.writeHead(200, EVENT_STREAM).write(BEGUN)
    throw thrown()
  },
  'given to destroy': (_req, res) => {
    res.writeHead(200, EVENT_STREAM).write(BEGUN)
    res.destroy(thrown())
  },
  'thrown where its message may be shown': (_req, res) => {
    res.writeHead(200, EVENT_STREAM).write(BEGUN)
    throw Object.assign(thrown(), { expose: true, status: 500 })
  },
  'declared by the upstream': (_req, res) =>
    res
      .writeHead(200, EVENT_STREAM)
      .end(BEGUN + written([{ type: 'error', message: ALL, code: SECRETS.key, param: ALL }])),
  'declared in response.failed': (_req, res) =>
    res
      .writeHead(200, EVENT_STREAM)
      .end(BEGUN + written([{ type: 'response.failed', response: { error: { code: 'server_error', message: ALL } } }])),
  'a stack as the message': (_req, res) =>
    res
      .writeHead(200, EVENT_STREAM)
      .end(BEGUN + written([{ error: { message: `Error: ${ALL}\n    at main (${SECRETS.path}:1:2)` } }])),
  'a whole HTTP reply in a string': (_req, res) =>
    res.writeHead(200, EVENT_STREAM).end(BEGUN + written([{ error: `HTTP/1.1 500\r\nX-Key: ${ALL}` }])),
}

let running: Running
afterEach(() => running.close())

describe.each(FRAMEWORKS)('leaks to the client, $name', ({ app }) => {
  it.each(Object.entries(WAYS))('nothing of an error %s', async (name, route) => {
    running = await listen(app(route, {}))
    const { body } = await exchange(running.port)
    expectStrictBody(body, textOf(body), 'failed')
    for (const secret of Object.values(SECRETS)) expect(body).not.toContain(secret)
    expect(body).not.toMatch(/hunter2|example\.internal|10\.1\.2\.3| at main/)
    // Whoever says that a message may be shown has said so; nobody else did.
    if (name !== 'thrown where its message may be shown') expect(body).not.toContain('ECONNREFUSED')
  })
})

describe.each(FRAMEWORKS)('leaks to logs and diagnostics, $name', ({ app }) => {
  it('repairs and their channel say what was wrong, and not what was said', async () => {
    const said = JSON.parse(JSON.stringify(EVENTS).replaceAll(/Hello|Think\.|Paris/g, SAID)) as Record<
      string,
      unknown
    >[]
    // Each event left out once, cut once, and its text contradicted.
    const streams = said.flatMap((event, at) => [
      written(said.toSpliced(at, 1)),
      written(said.slice(0, at)) + written([event]).slice(0, -6),
      written(said.with(at, JSON.parse(JSON.stringify(event).replaceAll(SAID, `${SAID}!`)))),
    ])
    const repairs: Repair[] = []
    const published: RepairMessage[] = []
    const note = (message: unknown): unknown => published.push(message as RepairMessage)
    subscribe('strict-responses:repair', note)
    try {
      running = await listen(
        app((req, res) => res.writeHead(200, EVENT_STREAM).end(streams[Number(req.headers['x-case'])]), {
          onRepair: (repair) => repairs.push(repair),
        }),
      )
      for (const at of streams.keys()) await exchange(running.port, { headers: { 'X-Case': String(at) } })
    } finally {
      unsubscribe('strict-responses:repair', note)
    }
    expect(repairs.length).toBeGreaterThan(streams.length)
    expect(published.map(({ repair }) => repair)).toEqual(repairs)
    const telling = repairs.filter(({ message }) => message.includes(SAID))
    expect(telling.map(({ code, message }) => `${code}: ${message}`)).toEqual([])
  })
})
