import type { StrictResponsesOptions } from '@strict-responses/fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { openStreams } from '../../packages/node/src/open-streams.js'
import { mount } from '../support/adapters/fastify-app.js'
import { type FastifyServer, TRANSPORTS } from '../support/adapters/fastify-transports.js'
import { TEXT } from '../support/adapters/faulty-stream.js'
import type { Route } from '../support/adapters/frameworks.js'
import { Probe, until } from '../support/adapters/probe.js'
import { masked } from '../support/adapters/raw-reply.js'
import { expectStrict } from '../support/adapters/strict.js'
import { FAILURES } from './cases/failures.js'
import { FLOW } from './cases/flow.js'
import { REQUESTS, UNTOUCHED } from './cases/untouched.js'
import { WRITING } from './cases/writing.js'

/** What the shared cases use and a transport lacks, by case. */
type Without = Readonly<Record<string, string>>

const INJECT_WITHOUT: Without = { S37: 'HTTP/1.0' }
const HTTP2_WITHOUT: Without = { S24: 'a status message', S27: 'setHeaders', S37: 'HTTP/1.0' }

/** The transports that the shared tables do not run over, and the cases that they cannot have. */
const BEYOND_SOCKETS = TRANSPORTS.flatMap((transport) => {
  const without = { 'inject()': INJECT_WITHOUT, 'HTTP/2': HTTP2_WITHOUT, listen: undefined }[transport.name]
  const has = ({ id }: { readonly id: string }): boolean => without?.[id] === undefined
  return without ? [{ ...transport, has }] : []
})

let running: FastifyServer | undefined
afterEach(() => running?.close())

describe.each(BEYOND_SOCKETS)('over $name', ({ name: transport, start: startApp, has }) => {
  const start = async (route: Route, options?: StrictResponsesOptions): Promise<FastifyServer> => {
    await running?.close()
    running = await startApp((app) => mount(app, route, options))
    return running
  }

  it.each(WRITING.filter(has))('$id $name', async ({ route, request, check }) => {
    const { exchange } = await start(route, {})
    const reply = await exchange(request)
    expectStrict(reply, TEXT)
    check?.(reply)
  })

  it.each(UNTOUCHED.filter(has))('$id $name', async ({ route, requests = REQUESTS }) => {
    for (const [kind, request] of Object.entries(requests)) {
      const plain = await (await start(route)).exchange(request)
      const wrapped = await (await start(route, {})).exchange(request)
      expect(masked(wrapped), kind).toBe(masked(plain))
    }
  })

  it.each(FLOW)('$id $name', async ({ route, text = '', notes = [], check }) => {
    const [plain, wrapped] = [new Probe(), new Probe()]
    await (await start(route(plain))).exchange()
    const reply = await (await start(route(wrapped), {})).exchange()
    await until(() => Math.min(plain.notes.length, wrapped.notes.length) >= notes.length)
    // Without a socket the end calls back before the writes do: on Node 20 in plain Fastify too, on Node 26 only in ours.
    const told = ({ notes }: Probe): unknown[] => (transport === 'inject()' ? [...notes].sort() : notes)
    expect(told(wrapped)).toEqual(told(plain))
    expectStrict(reply, text)
    check?.(reply, wrapped)
  })

  it.each(FAILURES)('$id $name', async ({ route, plain, text = 'Hél', notes = [], check }) => {
    const without = await (await start(route(new Probe()))).exchange({}, plain === 'hung' ? 50 : 3000)
    expect([without.hung, without.body.includes('[DONE]')]).toEqual([plain === 'hung', false])
    const probe = new Probe()
    const reply = await (await start(route(probe), {})).exchange()
    expectStrict(reply, text, 'failed')
    expect(reply.complete).toBe(true)
    expect(reply.body).not.toMatch(/ECONNREFUSED|10\.0\.0\.7|\/srv/)
    expect(probe.notes).toEqual(notes)
    check?.(reply)
    // A reply without a socket closes at once, and not when the time of a client that does not read is over.
    await until(() => openStreams.size === 0, 2000)
  })
})
