import { Readable } from 'node:stream'
import { type StrictResponsesOptions, streamOf } from '@strict-responses/node'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { COMPLETED, CREATED, CUT, delta, FIRST, SECOND, TEXT } from '../support/adapters/faulty-stream.js'
import { listenNode, type Route, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until, wait } from '../support/adapters/probe.js'
import { expectStrict, expectStrictBody } from '../support/adapters/strict.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }
const HEARTBEAT = /: keepalive\n\n/g

let running: Running | undefined
afterEach(() => running?.close())

async function start(options: StrictResponsesOptions, route: Route): Promise<number> {
  running = await listenNode(options, route)
  return running.port
}

describe('heartbeats', () => {
  it('leave while the route is silent, between frames', async () => {
    const port = await start({ heartbeat: { interval: 20 } }, async (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(CREATED + FIRST.slice(0, 20))
      await wait(110)
      res.end(FIRST.slice(20) + SECOND + COMPLETED)
    })
    const reply = await exchange(port)
    const beats = reply.body.match(HEARTBEAT)?.length ?? 0
    expect(beats).toBeGreaterThanOrEqual(2)
    expect(beats).toBeLessThanOrEqual(5)
    expectStrictBody(reply.body.replace(HEARTBEAT, ''), TEXT)
  })

  it('do not leave while events flow, nor with heartbeat: false', async () => {
    const route: Route = async (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(CREATED)
      for (let count = 0; count < 12; count++) {
        await wait(5)
        res.write(delta('x'))
      }
      res.end(COMPLETED)
    }
    for (const heartbeat of [{ interval: 40 }, false] as const) {
      const reply = await exchange(await start({ heartbeat }, route))
      expectStrict(reply, 'x'.repeat(12))
      expect(reply.body).not.toMatch(HEARTBEAT)
      await running?.close()
    }
  })

  it('have the style that was asked for', async () => {
    const port = await start({ heartbeat: { interval: 10, style: 'keepalive' } }, async (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(CUT)
      await wait(40)
      res.end(SECOND + COMPLETED)
    })
    expect((await exchange(port)).body).toContain('event: keepalive\n')
  })

  it('come every 15 s where nothing is said, and leave no timer behind on any way out', async () => {
    const timers = vi.spyOn(globalThis, 'setTimeout')
    const cleared = vi.spyOn(globalThis, 'clearTimeout')
    const live = (): NodeJS.Timeout[] => {
      const gone = new Set(cleared.mock.calls.map(([timer]) => timer))
      const made = timers.mock.results.map((result): NodeJS.Timeout => result.value)
      return made.filter((timer, index) => (timers.mock.calls[index]?.[1] ?? 0) > 1000 && !gone.has(timer))
    }
    const source = new Readable({ read() {} })
    const ways: Record<string, Route> = {
      end: (_req, res) => res.end(),
      destroy: (_req, res) => res.destroy(),
      terminal: (_req, res) => res.write(COMPLETED),
      pipe: (_req, res) => source.pipe(res) && setImmediate(() => source.destroy()),
      client: () => undefined,
    }
    try {
      for (const [name, way] of Object.entries(ways)) {
        const port = await start({ idleTimeout: 60_000, limits: { openMs: 90_000 } }, (req, res) => {
          res.writeHead(200, EVENT_STREAM).write(CUT)
          const clock = live().filter((timer) => !timer.hasRef())
          expect(clock.length, name).toBe(1)
          setTimeout(() => way(req, res), 5)
        })
        const client = openClient(port)
        await until(() => client.received().includes('"delta":"H'))
        if (name === 'client') client.socket.destroy()
        await until(client.closed)
        await until(() => live().every((timer) => timer.hasRef()))
        await running?.close()
      }
      expect(timers.mock.calls.some(([, ms]) => ms === 15_000)).toBe(true)
    } finally {
      vi.restoreAllMocks()
    }
  })
})

describe('a stream that is stopped', () => {
  const stopped: readonly [string, string, StrictResponsesOptions, Route][] = [
    ['idle_timeout', 'nothing came for idleTimeout', { idleTimeout: 40 }, () => {}],
    [
      'limit',
      'it was open for limits.openMs',
      { limits: { openMs: 40 } },
      async (_req, res) => {
        while (!res.writableEnded && (await wait(5)) === undefined) res.write(delta(''))
      },
    ],
    [
      'limit',
      'it had more output than limits.outputBytes',
      { limits: { outputBytes: 100 } },
      (_req, res) => void res.write(delta('x'.repeat(200))),
    ],
  ]
  it.each(stopped)('%s: %s', async (code, _name, options, route) => {
    const probe = new Probe()
    const source = new Readable({ read() {} })
    const port = await start({ ...options, onError: (error) => probe.note(error) }, (req, res) => {
      const signal = streamOf(req)?.signal
      signal?.addEventListener('abort', () => probe.note(signal.reason.code))
      source.pipe(res.writeHead(200, EVENT_STREAM))
      source.push(CUT)
      setTimeout(() => route(req, res), 5)
    })
    const reply = await exchange(port)
    expect(reply.complete).toBe(true)
    expectStrictBody(reply.body, reply.body.includes('xxx') ? `Hél${'x'.repeat(200)}` : 'Hél', 'failed')
    expect(probe.notes.at(-1)).toBe(code)
    expect(probe.notes[0]).toBeInstanceOf(Error)
    await until(() => source.destroyed)
  })

  it('is not idle because the process stood still, but is where nothing comes in that time either', async () => {
    for (const [speaks, outcome] of [
      [true, 'completed'],
      [false, 'failed'],
    ] as const) {
      const port = await start({ idleTimeout: 200 }, async (_req, res) => {
        res.writeHead(200, EVENT_STREAM).write(CUT)
        await wait(20)
        for (const end = performance.now() + 400; performance.now() < end; );
        // What sockets brought meanwhile is read once the timers have run.
        setImmediate(() => setImmediate(() => speaks && res.end(SECOND + COMPLETED)))
      })
      expectStrict(await exchange(port), speaks ? TEXT : 'Hél', outcome)
      await running?.close()
    }
  })

  it('is not idle while its client does not read', async () => {
    const probe = new Probe()
    const port = await start({ idleTimeout: 40 }, (req, res) => {
      const signal = streamOf(req)?.signal
      signal?.addEventListener('abort', () => probe.note(signal.reason.code))
      res.writeHead(200, EVENT_STREAM).write(CREATED)
      res.write(delta('x'.repeat(8_000_000)))
      probe.note('full')
    })
    const { socket } = openClient(port)
    socket.pause()
    await until(() => probe.notes.length === 1)
    await wait(120)
    expect(probe.notes).toEqual(['full'])
    socket.destroy()
    await until(() => probe.notes.length === 2)
    expect(probe.notes).toEqual(['full', 'client_closed'])
  })
})
