import { Readable } from 'node:stream'
import { drain, type StrictResponsesOptions, streamOf } from '@strict-responses/node'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { COMPLETED, CREATED, CUT, delta, SECOND, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { listenNode, type Route, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until, wait } from '../support/adapters/probe.js'
import { expectStrict } from '../support/adapters/strict.js'
import { loopTime } from '../support/loop-time.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }

let running: Running | undefined
afterEach(() => running?.close())

async function start(options: StrictResponsesOptions, route: Route): Promise<number> {
  running = await listenNode(options, route)
  return running.port
}

describe('drain', () => {
  it('lets a stream end by itself, and fails the others strictly in time', async () => {
    const probe = new Probe()
    const port = await start({}, async (req, res) => {
      res.writeHead(200, EVENT_STREAM).write(CUT)
      const signal = streamOf(req)?.signal
      signal?.addEventListener('abort', () => probe.note(signal.reason.code))
      probe.note('open')
      if (req.url !== '/v1/soon/responses') return
      await probe.released
      res.end(SECOND + COMPLETED)
    })
    const replies = [exchange(port), exchange(port, { path: '/v1/soon/responses' })]
    await until(() => probe.notes.length === 2)
    const begun = loopTime()
    const drained = drain(400)
    probe.release()
    await drained
    expect(loopTime() - begun).toBeLessThan(600)
    const [late, soon] = await Promise.all(replies)
    if (late) expectStrict(late, 'Hél', 'failed')
    if (soon) expectStrict(soon, TEXT)
    expect(probe.notes).toEqual(['open', 'open', 'drain'])
  })

  it('cuts who does not read, and is done at once where nothing is open', async () => {
    const probe = new Probe()
    const port = await start({}, (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(CREATED)
      res.write(delta('x'.repeat(8_000_000)))
      probe.release()
    })
    const client = openClient(port)
    client.socket.pause()
    await probe.released
    await drain(50)
    client.socket.resume()
    await until(client.closed)
    expect(client.received()).not.toContain('0\r\n\r\n')
    const begun = loopTime()
    await drain(5000)
    expect(loopTime() - begun).toBeLessThan(500)
  })

  it('does not wait for replies that are no streams', async () => {
    const probe = new Probe()
    const port = await start({}, (_req, res) => {
      res.write('text')
      probe.note('written')
    })
    const client = openClient(port)
    await until(() => probe.notes.length === 1)
    const begun = loopTime()
    await drain(1000)
    expect(loopTime() - begun).toBeLessThan(500)
    expect(client.closed()).toBe(false)
  })

  it('waits for a route that has yet to answer', async () => {
    const probe = new Probe()
    const port = await start({}, async (_req, res) => {
      probe.note('called')
      await probe.released
      res.writeHead(200, EVENT_STREAM).end(WHOLE)
    })
    const reply = exchange(port)
    await until(() => probe.notes.length === 1)
    const drained = drain(5000).then(() => probe.note('drained'))
    await wait(50)
    expect(probe.notes).toEqual(['called'])
    probe.release()
    await drained
    expectStrict(await reply, TEXT)
  })

  it('tells a route that answers too late, and the stream that it begins fails at once', async () => {
    const probe = new Probe()
    const source = new Readable({ read() {} })
    const port = await start({}, async (req, res) => {
      probe.note('called')
      const signal = streamOf(req)?.signal
      signal?.addEventListener('abort', () => probe.note(signal.reason.code))
      await probe.released
      source.push(CUT)
      if (req.url?.endsWith('/responses')) source.pipe(res.writeHead(200, EVENT_STREAM))
      else Readable.from(['text']).pipe(res)
    })
    const replies = [exchange(port), exchange(port, { path: '/text' })]
    await until(() => probe.notes.length === 2)
    const begun = loopTime()
    await drain(200)
    expect(loopTime() - begun).toBeLessThan(400)
    expect(probe.notes).toEqual(['called', 'called', 'drain', 'drain'])
    probe.release()
    const [stream, text] = await Promise.all(replies)
    if (stream) expectStrict(stream, '', 'failed')
    expect(text?.body).toContain('text')
    expect(source.destroyed).toBe(true)
  })
})
