import { once } from 'node:events'
import { createServer } from 'node:http'
import http2 from 'node:http2'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { checkStream, type EventLog, memoryEventLog, resumeStream } from '@strict-responses/core'
import { drain, streamOf, strictResponses } from '@strict-responses/node'
import { afterEach, describe, expect, it } from 'vitest'
import { COMPLETED, CREATED, delta, FIRST, SECOND, TEXT } from '../support/adapters/faulty-stream.js'
import { listenNode, type Route, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until, wait } from '../support/adapters/probe.js'
import { requestBytes } from '../support/adapters/raw-request.js'
import { expectStrictBody } from '../support/adapters/strict.js'
import { textOf } from '../support/resume/frames.js'
import { noted } from '../support/resume/noted-log.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }

let running: Running | undefined
afterEach(() => running?.close())

const whole = (log: EventLog): Promise<string> => textOf(resumeStream(log, 'resp_1'))

/** Starts a route that continues, lets its client leave behind the first word, and gives the log. */
async function left(route: Route, options: object = {}): Promise<EventLog> {
  const eventLog = memoryEventLog()
  running = await listenNode({ eventLog, onDisconnect: 'continue', ...options }, route)
  const client = openClient(running.port)
  await until(() => client.received().includes('"delta":"H'))
  client.socket.destroy()
  await wait(30)
  return eventLog
}

describe('a stream without its client', () => {
  it('looks open to its route: nothing is destroyed, closed or aborted until it ends', async () => {
    const probe = new Probe()
    const log = await left(async (req, res) => {
      res.on('close', () => probe.note('close'))
      res.writeHead(200, EVENT_STREAM).write(CREATED + FIRST)
      await probe.released
      const look = (): unknown[] => [res.destroyed, res.closed, res.writableEnded, streamOf(req)?.signal.aborted]
      probe.note(look())
      probe.note(res.write(SECOND))
      res.end(COMPLETED)
      probe.note(res.writableEnded)
      await once(res, 'close')
      probe.note(look())
    })
    probe.release()
    expectStrictBody(await whole(log), TEXT)
    await until(() => probe.notes.length === 5)
    expect(probe.notes).toEqual([[false, false, false, false], true, true, 'close', [true, true, true, false]])
  })

  it('is stopped by the idle timeout and by its limits, like any other', async () => {
    for (const options of [{ idleTimeout: 80 }, { limits: { openMs: 100 } }]) {
      const probe = new Probe()
      const log = await left((_req, res) => {
        const signal = streamOf(res)?.signal
        signal?.addEventListener('abort', () => probe.note(signal.reason.code))
        res.writeHead(200, EVENT_STREAM).write(CREATED + FIRST)
      }, options)
      expectStrictBody(await whole(log), 'Hél', 'failed')
      expect(probe.notes).toEqual(['idleTimeout' in options ? 'idle_timeout' : 'limit'])
      await running?.close()
    }
  })

  it('goes on for each of the requests of one connection, also for those that wait for their turn on it', async () => {
    const probe = new Probe()
    const eventLog = memoryEventLog()
    let made = 0
    const generateId = (prefix: string): string => (prefix === 'resp' ? `resp_${++made}` : `${prefix}_${made}`)
    running = await listenNode({ eventLog, onDisconnect: 'continue', generateId }, async (_req, res) => {
      res.on('close', () => probe.note('close'))
      res.writeHead(200, EVENT_STREAM).write(CREATED.replace('resp_1', ''))
      probe.note('called')
      await probe.released
      expect([res.destroyed, res.closed]).toEqual([false, false])
      for (const frame of [FIRST, SECOND]) res.write(frame)
      res.end(COMPLETED.replace('resp_1', ''), () => probe.note('ended'))
    })
    const request = { headers: { Connection: 'keep-alive' } }
    const client = openClient(running.port, request)
    client.socket.write(requestBytes(request).repeat(2))
    await until(() => probe.notes.length === 3)
    client.socket.destroy()
    await wait(30)
    probe.release()
    await until(() => probe.notes.length === 9)
    await wait(20)
    expect(probe.notes.filter((note) => note === 'ended').length).toBe(3)
    expect(probe.notes.filter((note) => note === 'close').length).toBe(3)
    for (const id of ['resp_1', 'resp_2', 'resp_3']) expectStrictBody(await textOf(resumeStream(eventLog, id)), TEXT)
  })

  it('is waited for by drain, and failed by it where it takes too long', async () => {
    const route: Route = (_req, res) => res.writeHead(200, EVENT_STREAM).write(CREATED + FIRST)
    const log = await left(route)
    const before = performance.now()
    await drain(300)
    expect(performance.now() - before).toBeGreaterThan(150)
    const text = await whole(log)
    expectStrictBody(text, 'Hél', 'failed')
    expect(text).toContain('shutting down')
  })

  it('fails when its source dies', async () => {
    const source = new Readable({ read() {} })
    const probe = new Probe()
    const log = await left(async (_req, res) => {
      source.push(CREATED + FIRST)
      await pipeline(source, res.writeHead(200, EVENT_STREAM)).catch((error: Error) => probe.note(error.message))
    })
    source.destroy(new Error('upstream died'))
    expectStrictBody(await whole(log), 'Hél', 'failed')
    expect(probe.notes).toEqual(['upstream died'])
  })

  it('ends although its route never does, once the terminal event is there', async () => {
    const probe = new Probe()
    const log = await left(async (_req, res) => {
      res.on('close', () => probe.note('close'))
      res.writeHead(200, EVENT_STREAM).write(CREATED + FIRST)
      await probe.released
      res.write(SECOND + COMPLETED)
    })
    probe.release()
    expectStrictBody(await whole(log), TEXT)
    await until(() => probe.notes.includes('close'))
  })

  it('goes no faster than its log', async () => {
    const memory = memoryEventLog({ bytes: 1e9 })
    const probe = new Probe()
    const gate = new Probe()
    const slow: EventLog = {
      ...noted(memory).log,
      async open(id, options) {
        const writer = await memory.open(id, options)
        return (
          writer && {
            cancelled: writer.cancelled,
            renew: () => writer.renew(),
            end: (response) => writer.end(response),
            append: async (frames) => {
              if (frames.last > 5) await gate.released
              return writer.append(frames)
            },
          }
        )
      },
    }
    await left(
      async (_req, res) => {
        res.writeHead(200, EVENT_STREAM).write(CREATED + FIRST)
        await wait(60)
        for (let count = 0; count < 100; count++) {
          if (res.write(delta('x'.repeat(100_000)))) continue
          probe.note(count)
          await once(res, 'drain')
        }
        res.end(COMPLETED)
      },
      { eventLog: slow },
    )
    await until(() => probe.notes.length > 0)
    await wait(50)
    expect(probe.notes.length).toBe(1)
    expect(Number(probe.notes[0])).toBeLessThan(15)
    gate.release()
    expect(await whole(memory)).toContain('event: response.completed')
    expect(probe.notes.length).toBeGreaterThan(1)
  })

  it('keeps numbered heartbeats apart from what they are not', async () => {
    const probe = new Probe()
    const eventLog = memoryEventLog({ leaseMs: 200 })
    const writer = await eventLog.open('resp_other')
    await writer?.end({})
    running = await listenNode(
      { eventLog, onDisconnect: 'continue', heartbeat: { interval: 15, style: 'in_progress' } },
      async (_req, res) => {
        res.writeHead(200, EVENT_STREAM).write(CREATED + FIRST)
        await probe.released
        res.write(SECOND)
        res.end()
      },
    )
    const client = openClient(running.port)
    await until(() => client.received().split('event: response.in_progress').length > 3)
    client.socket.destroy()
    await wait(30)
    probe.release()
    const text = await whole(eventLog)
    const numbers = [...text.matchAll(/"sequence_number":(\d+)/g)].map(([, number]) => Number(number))
    expect(numbers).toEqual(numbers.map((_, index) => index))
  })

  it('cannot be where its client leaves before the head: nobody knows its id, and the route is told', async () => {
    const probe = new Probe()
    running = await listenNode({ eventLog: memoryEventLog(), onDisconnect: 'continue' }, async (_req, res) => {
      const signal = streamOf(res)?.signal
      signal?.addEventListener('abort', () => probe.note(signal.reason.code))
      probe.note('called')
      await probe.released
      res.writeHead(200, EVENT_STREAM).end(CREATED + FIRST + COMPLETED)
    })
    const client = openClient(running.port)
    await until(() => probe.notes.length === 1)
    client.socket.destroy()
    await until(() => probe.notes.length === 2)
    probe.release()
    await wait(20)
    expect(probe.notes).toEqual(['called', 'client_closed'])
  })

  it('ends as failed where its route listens to the request and gives up', async () => {
    const upstream = new AbortController()
    const log = await left((req, res) => {
      req.on('close', () => upstream.abort())
      res.writeHead(200, EVENT_STREAM).write(CREATED + FIRST)
      upstream.signal.addEventListener('abort', () => res.end())
    })
    const text = await whole(log)
    expect(checkStream(text).issues).toEqual([])
    expect(text).toContain('event: response.failed')
  })

  it('holds its head back with commitAfter all the same', async () => {
    const probe = new Probe()
    const log = await left(
      async (_req, res) => {
        res.writeHead(200, EVENT_STREAM).write(CREATED + FIRST)
        await probe.released
        res.end(SECOND + COMPLETED)
      },
      { commitAfter: 1000 },
    )
    probe.release()
    expectStrictBody(await whole(log), TEXT)
  })
})

describe('a stream of HTTP/2', () => {
  it.each([
    ['continue', 'completed'],
    ['abort', 'failed'],
  ] as const)('%s: a reset makes it %s', async (onDisconnect, outcome) => {
    const probe = new Probe()
    const eventLog = memoryEventLog()
    const server = http2.createServer(async (req, res) => {
      strictResponses(req, res, { eventLog, onDisconnect })
      for (const event of ['finish', 'close']) res.on(event, () => probe.note(event))
      res.writeHead(200, EVENT_STREAM)
      res.write(CREATED + FIRST)
      await probe.released
      res.write(SECOND)
      res.end(COMPLETED)
      probe.note('ended')
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const session = http2.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    const stream = session.request({ ':path': '/v1/responses' })
    await once(stream, 'data')
    stream.close(http2.constants.NGHTTP2_CANCEL)
    await once(stream, 'close')
    await wait(20)
    if (onDisconnect === 'continue') expect(probe.notes).toEqual([])
    probe.release()
    const text = await whole(eventLog)
    expectStrictBody(text, outcome === 'completed' ? TEXT : 'Hél', outcome)
    if (onDisconnect === 'continue') {
      await until(() => probe.notes.length === 3)
      expect(probe.notes).toEqual(['ended', 'finish', 'close'])
    }
    session.destroy()
    server.close()
  })
})

describe('options', () => {
  it.each([[{ onDisconnect: 'continue' }], [{ onDisconnect: 'never', eventLog: memoryEventLog() }]])(
    '%o is refused when the server starts',
    async (options) => {
      const { checkOptions } = await import('@strict-responses/node')
      expect(() => checkOptions(options as never)).toThrow(TypeError)
    },
  )

  it('an error of the log reaches onError and nobody else', async () => {
    const probe = new Probe()
    const eventLog: EventLog = {
      ...noted(memoryEventLog()).log,
      open: () => Promise.reject(new Error('10.0.0.7 away')),
    }
    const server = createServer((req, res) => {
      strictResponses(req, res, { eventLog, onError: probe.note })
      res.writeHead(200, EVENT_STREAM).end(CREATED + FIRST + SECOND + COMPLETED)
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const reply = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/responses`)
    expectStrictBody(await reply.text(), TEXT)
    expect(String(probe.notes[0])).toContain('10.0.0.7 away')
    server.close()
  })
})
