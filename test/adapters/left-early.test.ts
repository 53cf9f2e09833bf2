import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { memoryEventLog } from '@strict-responses/core'
import { type StrictResponsesOptions, streamOf, strictResponses } from '@strict-responses/node'
import { afterEach, describe, expect, it } from 'vitest'
import { openStreams } from '../../packages/node/src/open-streams.js'
import { COMPLETED, CREATED, CUT } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, listenNode, type Route, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until, wait } from '../support/adapters/probe.js'
import { requestBytes } from '../support/adapters/raw-request.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }

let running: Running | undefined
afterEach(() => running?.close())

/** How a route answers whose client left while it waited for its upstream. */
interface Answer {
  readonly way: string
  readonly answer: (source: Readable, res: ServerResponse) => unknown
}

const ANSWERS: readonly Answer[] = [
  {
    way: 'pipes after setHeader',
    answer: (source, res) => source.pipe(res.setHeader('Content-Type', 'text/event-stream')),
  },
  {
    way: 'pipes after writeHead',
    answer: (source, res) => source.pipe(res.writeHead(200, EVENT_STREAM)),
  },
]

describe.each(FRAMEWORKS)('a client that leaves before the head, $name', ({ app }) => {
  it.each(ANSWERS)('stops what the route $way', async ({ answer }) => {
    for (const options of [undefined, {}]) {
      const probe = new Probe()
      const source = new Readable({ read() {} })
      source.push(CREATED)
      running = await listen(
        app(async (req, res) => {
          res.on('close', () => probe.note('closed'))
          probe.note('called')
          await until(() => probe.notes.includes('closed'))
          answer(source, res)
          const { signal } = streamOf(req) ?? {}
          probe.note(signal?.reason?.code)
        }, options),
      )
      const client = openClient(running.port)
      await until(() => probe.notes.length === 1)
      client.socket.destroy()
      await until(() => probe.notes.length === 3)
      expect(probe.notes).toEqual(['called', 'closed', options && 'client_closed'])
      if (options) await until(() => source.destroyed)
      else await wait(20)
      expect(source.destroyed).toBe(options !== undefined)
      expect(openStreams.size).toBe(0)
      await running.close()
    }
  })
})

describe('a client that leaves before the head', () => {
  const each: readonly [string, StrictResponsesOptions][] = [
    ['as it is', {}],
    ['with an event log', { eventLog: memoryEventLog(), onDisconnect: 'continue' }],
    ['with commitAfter', { commitAfter: 1000 }],
  ]
  it.each(each)('leaves no stream open to a route that writes on, %s', async (_name, options) => {
    const probe = new Probe()
    running = await listenNode({ ...options, onEnd: (summary) => probe.note(summary.outcome) }, async (req, res) => {
      probe.note('called')
      await new Promise((resolve) => res.once('close', resolve))
      res.writeHead(200, EVENT_STREAM).write(CUT)
      probe.note(streamOf(req)?.signal.reason.code)
      res.end(COMPLETED, () => probe.note('ended'))
    })
    const client = openClient(running.port)
    await until(() => probe.notes.length === 1)
    client.socket.destroy()
    await until(() => probe.notes.includes('ended'))
    expect(probe.notes).toEqual(['called', 'failed', 'client_closed', 'ended'])
    await until(() => openStreams.size === 0)
  })

  it('is known where it left before the reply was wrapped', async () => {
    const probe = new Probe()
    running = await listen(async (req, res) => {
      probe.note('called')
      await new Promise((resolve) => res.once('close', resolve))
      strictResponses(req, res)
      res.writeHead(200, EVENT_STREAM).write(CUT)
      probe.note(streamOf(req)?.signal.reason.code)
    })
    const client = openClient(running.port)
    await until(() => probe.notes.length === 1)
    client.socket.destroy()
    await until(() => probe.notes.length === 2)
    expect(probe.notes[1]).toBe('client_closed')
    expect(openStreams.size).toBe(0)
  })
})

describe('requests that wait for their turn on a connection', () => {
  const request = { headers: { Connection: 'keep-alive' } }
  const told = Number.parseInt(process.versions.node, 10) < 24 ? 1 : 3

  it.each(['before', 'after'])('are closed with it, %s their heads', async (when) => {
    for (const wrapped of [false, true]) {
      const probe = new Probe()
      const count = (note: string): number => probe.notes.filter((noted) => noted === note).length
      const route: Route = async (req, res) => {
        const source = new Readable({ read() {} }).on('close', () => probe.note('stopped'))
        const { signal } = streamOf(req) ?? {}
        signal?.addEventListener('abort', () => probe.note(signal.reason.code))
        res.on('close', () => probe.note('closed'))
        if (when === 'after') source.pipe(res.writeHead(200, EVENT_STREAM))
        source.push(CUT)
        probe.note('called')
        await probe.released
        if (when === 'before') source.pipe(res.writeHead(200, EVENT_STREAM))
      }
      running = await (wrapped ? listenNode({}, route) : listen(route))
      const client = openClient(running.port, request)
      client.socket.write(requestBytes(request).repeat(2))
      await until(() => count('called') === 3)
      client.socket.destroy()
      await until(() => count('closed') === (wrapped ? 3 : told))
      probe.release()
      await until(() => !wrapped || count('stopped') === 3)
      await wait(20)
      expect([count('closed'), count('client_closed'), count('stopped')]).toEqual(wrapped ? [3, 3, 3] : [told, 0, 0])
      expect(openStreams.size).toBe(0)
      await running.close()
    }
  })
})
