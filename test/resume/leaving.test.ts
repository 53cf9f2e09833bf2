import { checkStream, currentResponse, memoryEventLog, resumeStream } from '@strict-responses/core'
import { streamOf } from '@strict-responses/node'
import { afterEach, describe, expect, it } from 'vitest'
import { CREATED, FIRST, TEXT } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Route, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until, wait } from '../support/adapters/probe.js'
import { expectStrictBody, textOf } from '../support/adapters/strict.js'
import { textOf as read } from '../support/resume/frames.js'
import { noted } from '../support/resume/noted-log.js'
import { PRODUCING } from './cases/producing.js'

let running: Running | undefined
afterEach(() => running?.close())

/** Notes what a route can see of its client. */
const watched =
  (probe: Probe, route: Route): Route =>
  async (req, res) => {
    for (const event of ['finish', 'close', 'error']) res.on(event, () => probe.note(event))
    const signal = streamOf(res)?.signal
    signal?.addEventListener('abort', () => probe.note(signal.reason.code))
    await Promise.resolve(route(req, res)).then(
      () => probe.note('returned'),
      () => probe.note('threw'),
    )
  }

describe.each(FRAMEWORKS)('a client that leaves in the middle, $name', ({ app }) => {
  it.each(PRODUCING)('continue: $id $name goes on to its end, and cannot tell', async ({ route }) => {
    const probe = new Probe()
    const left = new Probe()
    const { log, ids } = noted(memoryEventLog())
    const pause = async (): Promise<void> => {
      left.note('paused')
      await left.released
    }
    running = await listen(app(watched(probe, route(pause)), { eventLog: log, onDisconnect: 'continue' }))
    const client = openClient(running.port)
    await until(() => left.notes.length > 0)
    await until(() => client.received().includes('\r\n\r\n'))
    client.socket.destroy()
    await wait(30)
    left.release()
    await until(() => probe.notes.includes('returned') || probe.notes.includes('threw'))
    await until(() => ids.length === 1)
    const text = await read(resumeStream(log, String(ids[0])))
    const words = textOf(text)
    expect(words.replace(/x{100000}/g, '')).toBe(TEXT)
    expectStrictBody(text, words)
    await until(() => probe.notes.includes('close'))
    expect([...probe.notes].sort()).toEqual(['close', 'finish', 'returned'])
    expect(await currentResponse(log, String(ids[0]))).toMatchObject({ status: 'completed' })
  })

  it.each(PRODUCING.filter(({ givenWhole }) => !givenWhole))('abort: $id $name is stopped', async ({ route }) => {
    const probe = new Probe()
    const left = new Probe()
    const { log, ids } = noted(memoryEventLog())
    const pause = async (): Promise<void> => {
      left.note('paused')
      await left.released
    }
    running = await listen(app(watched(probe, route(pause)), { eventLog: log }))
    const client = openClient(running.port)
    await until(() => left.notes.length > 0)
    await until(() => client.received().includes('\r\n\r\n'))
    client.socket.destroy()
    await until(() => probe.notes.includes('client_closed') && probe.notes.includes('close'))
    left.release()
    const text = await read(resumeStream(log, String(ids[0])))
    expect(checkStream(text).issues).toEqual([])
    expect(text).toContain('event: response.failed')
  })
})

describe.each(FRAMEWORKS)('a stream that goes on without its client, $name', ({ app }) => {
  it('fails in the log when its route breaks', async () => {
    const left = new Probe()
    const { log, ids } = noted(memoryEventLog())
    const route: Route = async (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(CREATED + FIRST)
      await left.released
      throw new Error('connect ECONNREFUSED 10.0.0.7:5432')
    }
    running = await listen(app(route, { eventLog: log, onDisconnect: 'continue' }))
    const client = openClient(running.port)
    await until(() => client.received().includes('"delta":"H'))
    client.socket.destroy()
    await wait(30)
    left.release()
    await until(() => ids.length > 0)
    const text = await read(resumeStream(log, 'resp_1'))
    expectStrictBody(text, 'Hél', 'failed')
    expect(text).not.toContain('10.0.0.7')
  })
})
