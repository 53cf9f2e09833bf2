import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { StrictResponsesOptions } from '@strict-responses/node'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { COMPLETED, CUT, delta } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Route, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { until } from '../support/adapters/probe.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }

let running: Running
afterEach(() => running.close())

/** Every way in which a stream may end, of its own accord or not. */
const WAYS: Readonly<Record<string, { readonly route: Route; readonly options?: StrictResponsesOptions }>> = {
  'the route ends it': { route: (_req, res) => res.end(COMPLETED) },
  'the route ends it in the middle': { route: (_req, res) => res.end() },
  'a terminal event': { route: (_req, res) => res.write(COMPLETED) },
  'the route destroys it': { route: (_req, res) => res.destroy() },
  'the route throws': { route: () => Promise.reject(new Error('no')) },
  'a piped source dies': {
    route: (_req, res) => {
      const source = new Readable({ read() {} })
      source.pipe(res)
      setImmediate(() => source.destroy())
    },
  },
  'another protocol after all': { route: (_req, res) => res.end('data: {"other":1}\n\n') },
  'the idle timeout': { route: () => {}, options: { idleTimeout: 30 } },
  'a limit': { route: (_req, res) => res.write(delta('x'.repeat(99))), options: { limits: { outputBytes: 50 } } },
  'the client leaves': { route: () => {} },
}

/** An interval that no other timer has. */
const OURS_MS = 61_234

describe.each(FRAMEWORKS)('the timer of a stream, $name', ({ app }) => {
  it.each(Object.entries(WAYS))('is gone after %s', async (name, { route, options }) => {
    const set = vi.spyOn(globalThis, 'setTimeout')
    const cleared = vi.spyOn(globalThis, 'clearTimeout')
    try {
      const all = { heartbeat: { interval: OURS_MS }, ...options }
      const ours = (): NodeJS.Timeout[] =>
        set.mock.results.flatMap(({ value }, at) => {
          const ms = set.mock.calls[at]?.[1] ?? 0
          return ms === OURS_MS || ms === options?.idleTimeout ? [value as NodeJS.Timeout] : []
        })
      running = await listen(
        app(async (req, res) => {
          res.writeHead(200, EVENT_STREAM)
          if (name !== 'another protocol after all') res.write(CUT)
          expect(ours().length).toBe(1)
          await wait(5)
          await route(req, res)
        }, all),
      )
      const client = openClient(running.port)
      await until(() => client.received().includes('200 OK'))
      if (name === 'the client leaves') client.socket.destroy()
      await until(client.closed)
      const gone = new Set(cleared.mock.calls.map(([timer]) => timer))
      // Cleared, or rung and not set again.
      await until(() => ours().every((timer) => gone.has(timer) || Reflect.get(timer, '_destroyed') === true))
    } finally {
      vi.restoreAllMocks()
    }
  })
})
