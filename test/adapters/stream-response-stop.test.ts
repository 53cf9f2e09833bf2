import { drain, type StrictResponsesOptions, streamResponse } from '@strict-responses/node'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { FRAMEWORKS, listen, type Route, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until, wait } from '../support/adapters/probe.js'
import { expectStrict, expectStrictBody } from '../support/adapters/strict.js'

const HEARTBEAT = /: keepalive\n\n/g

let running: Running | undefined
afterEach(() => running?.close())

/** A source by hand, whose `next` is pending for ever once `values` are used up. */
function byHand(values: readonly string[], note: (note: unknown) => void): AsyncIterable<string> {
  let at = 0
  return {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        const value = values[at++]
        return value === undefined ? new Promise<never>(() => {}) : { done: false, value }
      },
      return: async () => {
        note('return')
        return { done: true, value: undefined }
      },
    }),
  }
}

/** An answer that says one word and then nothing any more. */
function stuck(probe: Probe, options: StrictResponsesOptions): Route {
  return async (_req, res) => {
    await streamResponse(
      res,
      ({ signal }) => {
        signal.addEventListener('abort', () => probe.note(signal.reason.code))
        return byHand(['Hél'], probe.note)
      },
      options,
    )
    probe.note('closed')
  }
}

describe.each(FRAMEWORKS)('streamResponse, $name', ({ app }) => {
  describe.each([
    ['wrapped', {}],
    ['not wrapped', undefined],
  ])('%s', (_name, outer) => {
    it('stops the source within 100 ms when the client leaves, though a next() is pending', { retry: 2 }, async () => {
      const probe = new Probe()
      running = await listen(app(stuck(probe, { onError: probe.note }), outer))
      const client = openClient(running.port)
      await until(() => client.received().includes('Hél'.slice(0, 1)) && client.received().includes('.delta'))
      client.socket.destroy()
      await until(() => probe.notes.length >= 4, 100)
      expect(probe.notes.map((note) => (note instanceof Error ? note.name : note)).sort()).toEqual([
        'StopReason',
        'client_closed',
        'closed',
        'return',
      ])
    })

    it('idleTimeout fails the stream and stops the source', async () => {
      const probe = new Probe()
      running = await listen(app(stuck(probe, { idleTimeout: 50 }), outer))
      expectStrict(await exchange(running.port), 'Hél', 'failed')
      await until(() => probe.notes.length === 3)
      expect(probe.notes).toEqual(expect.arrayContaining(['idle_timeout', 'return', 'closed']))
    })

    it('limits.openMs fails the stream and stops the source', async () => {
      const probe = new Probe()
      running = await listen(app(stuck(probe, { limits: { openMs: 50 } }), outer))
      expectStrict(await exchange(running.port), 'Hél', 'failed')
      await until(() => probe.notes.length === 3)
      expect(probe.notes).toEqual(expect.arrayContaining(['limit', 'return', 'closed']))
    })

    it('limits.outputBytes fails the stream and stops the source', async () => {
      const probe = new Probe()
      running = await listen(
        app(
          (_req, res) =>
            streamResponse(res, byHand(['x'.repeat(60), 'y'.repeat(60), 'z'], probe.note), {
              limits: { outputBytes: 100 },
            }),
          outer,
        ),
      )
      const reply = await exchange(running.port)
      expectStrictBody(reply.body, 'x'.repeat(60) + 'y'.repeat(60), 'failed')
      expect(probe.notes).toEqual(['return'])
    })

    it('drain ends it strictly and stops the source', async () => {
      const probe = new Probe()
      const route = stuck(probe, {})
      let called = false
      running = await listen(
        app((req, res) => {
          called = true
          return route(req, res)
        }, outer),
      )
      const reply = exchange(running.port)
      await until(() => called)
      await drain(800)
      expectStrict(await reply, 'Hél', 'failed')
      await until(() => probe.notes.length === 3)
      expect(probe.notes).toEqual(expect.arrayContaining(['drain', 'return', 'closed']))
    })

    it('heartbeats leave while the source is silent, before its first value too', async () => {
      const route: Route = (_req, res) =>
        streamResponse(
          res,
          async function* () {
            await wait(70)
            yield 'Hél'
            await wait(70)
            yield 'lo'
          },
          { heartbeat: { interval: 20 } },
        )
      running = await listen(app(route, outer))
      const reply = await exchange(running.port)
      const [before = '', after = ''] = reply.body.split('event: response.created')
      expect(before.match(HEARTBEAT)?.length).toBeGreaterThanOrEqual(1)
      expect(after.match(HEARTBEAT)?.length).toBeGreaterThanOrEqual(1)
      expectStrict({ ...reply, body: reply.body.replace(HEARTBEAT, '') }, 'Héllo')
    })

    it('next() is not called while the client does not read', async () => {
      const probe = new Probe()
      const chunk = 'x'.repeat(16_384)
      let asked = 0
      const route: Route = (_req, res) =>
        streamResponse(res, async function* () {
          try {
            for (; asked < 2000; asked++) yield chunk
          } finally {
            probe.note('returned')
          }
        })
      running = await listen(app(route, outer))
      const client = openClient(running.port)
      client.socket.pause()
      let before = -1
      await until(() => {
        const still = asked === before
        before = asked
        return still && asked > 0
      })
      await wait(200)
      const held = asked
      expect(held).toBeLessThan(1000)
      client.socket.resume()
      await until(() => asked > held)
      client.socket.destroy()
      await until(() => probe.notes.length === 1, 1000)
      expect(asked).toBeLessThan(2000)
    })
  })
})
