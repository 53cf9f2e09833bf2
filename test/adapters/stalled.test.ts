import { once } from 'node:events'
import { streamOf } from '@strict-responses/node'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CREATED, delta } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Route, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until } from '../support/adapters/probe.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }
const LINGER_MS = 10_000

let running: Running | undefined
afterEach(async () => {
  vi.restoreAllMocks()
  await running?.close()
})

describe.each(FRAMEWORKS)('a client that does not read, $name', ({ app }) => {
  it('is cut when it has not read the end of a failed stream in time', async () => {
    const timers = vi.spyOn(globalThis, 'setTimeout')
    const probe = new Probe()
    const route: Route = (_req, res) => {
      res.on('close', () => probe.note('closed'))
      res.writeHead(200, EVENT_STREAM).write(CREATED + delta('x'.repeat(8_000_000)))
      res.destroy()
      probe.note('destroyed')
    }
    running = await listen(app(route, {}))
    openClient(running.port).socket.pause()
    await until(() => probe.notes.length === 1)
    const linger = timers.mock.calls.find(([, ms]) => ms === LINGER_MS)?.[0]
    if (typeof linger !== 'function') throw new Error('nothing waits for the client')
    linger()
    await until(() => probe.notes.length === 2)
    expect(probe.notes).toEqual(['destroyed', 'closed'])
  })

  it('does not hold up a route that waits for a drain when its stream is stopped', async () => {
    const probe = new Probe()
    const route: Route = async (req, res) => {
      const signal = streamOf(req)?.signal
      signal?.addEventListener('abort', () => probe.note(signal.reason.code))
      res.writeHead(200, EVENT_STREAM)
      if (!res.write(CREATED + delta('x'.repeat(8_000_000)))) await once(res, 'drain')
      probe.note('drained')
    }
    running = await listen(app(route, { limits: { openMs: 40 } }))
    openClient(running.port).socket.pause()
    await until(() => probe.notes.length === 2)
    expect(probe.notes).toEqual(['limit', 'drained'])
  })
})
