import { type EventLog, memoryEventLog } from '@strict-responses/core'
import { streamOf } from '@strict-responses/node'
import { afterEach, describe, expect, it } from 'vitest'
import { listen, type Route, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until, wait } from '../support/adapters/probe.js'
import { requestBytes } from '../support/adapters/raw-request.js'
import { cutAfter, framesOf, request } from '../support/resume/client.js'
import { batch, countedEvents, finalResponse, tailOf, wordEvents } from '../support/resume/frames.js'
import { RESUMABLE } from '../support/resume/resumable.js'
import { frame } from '../support/strict-stream.js'

const EVENTS = wordEvents(['Hel', 'lo ', 'wörld'])
const ID = 'resp_strict'
const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }

let running: Running | undefined
afterEach(() => running?.close())

const methodsOf = (log: EventLog): EventLog => ({
  leaseMs: log.leaseMs,
  open: (...args) => log.open(...args),
  get: (...args) => log.get(...args),
  read: (...args) => log.read(...args),
  cancel: (...args) => log.cancel(...args),
  seal: (...args) => log.seal(...args),
})

/** Writes these events, and waits after the first few. */
const speaking =
  (probe: Probe, events = EVENTS, first = 5): Route =>
  async (_req, res) => {
    const signal = streamOf(res)?.signal
    signal?.addEventListener('abort', () => probe.note(signal.reason.code))
    res.writeHead(200, EVENT_STREAM)
    for (const event of events.slice(0, first)) res.write(frame(event))
    await probe.released
    for (const event of events.slice(first)) {
      res.write(frame(event))
      await wait(1)
    }
    res.end()
    probe.note('ended')
  }

const streamPath = (query: string): string => `/v1/responses/${ID}?stream=true${query}`

const errorOf = (body: string): Record<string, unknown> => JSON.parse(body).error

describe.each(RESUMABLE)('resumeResponses, $name', ({ app }) => {
  it('replays from behind an event and follows live to the end, byte for byte', async () => {
    const probe = new Probe()
    running = await listen(app(speaking(probe), { eventLog: memoryEventLog(), onDisconnect: 'continue' }))
    const seen = await cutAfter(running.port, '/v1/responses', 4)
    const replies = [-1, 1, 3].map((after) =>
      request(Number(running?.port), streamPath(after < 0 ? '' : `&starting_after=${after}`)),
    )
    await wait(20)
    probe.release()
    const [whole, second, last] = await Promise.all(replies)
    expect(seen + last?.body).toBe(whole?.body)
    expect(whole?.body).toBe(tailOf(EVENTS, -1))
    expect(second?.body).toBe(tailOf(EVENTS, 1))
    expect(whole?.status).toBe(200)
    expect(whole?.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    })
  })

  it('finds a response that reaches the log later than its client comes back', async () => {
    const probe = new Probe()
    const log = memoryEventLog()
    const slow: EventLog = { ...methodsOf(log), open: (...args) => wait(80).then(() => log.open(...args)) }
    running = await listen(app(speaking(probe), { eventLog: slow, onDisconnect: 'continue' }))
    const seen = await cutAfter(running.port, '/v1/responses', 4)
    expect(await log.get(ID)).toBeUndefined()
    const replies = ['&starting_after=3', ''].map((query) => request(Number(running?.port), streamPath(query)))
    const current = await request(running.port, `/v1/responses/${ID}`)
    expect(JSON.parse(current.body)).toMatchObject({ id: ID, status: 'in_progress' })
    probe.release()
    const [rest, whole] = await Promise.all(replies)
    expect(seen + rest?.body).toBe(whole?.body)
  })

  it('reads no more for requests that wait for their turn on a connection that closes', async () => {
    const probe = new Probe()
    const log = memoryEventLog()
    const read: EventLog['read'] = (id, from, signal) => {
      signal.addEventListener('abort', () => probe.note('left'))
      probe.note('reads')
      return log.read(id, from, signal)
    }
    const options = { eventLog: { ...methodsOf(log), read }, onDisconnect: 'continue' } as const
    running = await listen(app(speaking(probe), options))
    await cutAfter(running.port, '/v1/responses', 4)
    const asked = { path: streamPath(''), headers: { Connection: 'keep-alive' } }
    const client = openClient(running.port, asked)
    client.socket.write(requestBytes(asked).repeat(2))
    await until(() => probe.notes.length === 3)
    client.socket.destroy()
    await until(() => probe.notes.length === 6)
    expect(probe.notes).toEqual(['reads', 'reads', 'reads', 'left', 'left', 'left'])
    probe.release()
  })

  it('reads Last-Event-ID, which the query overrules', async () => {
    const probe = new Probe()
    probe.release()
    running = await listen(app(speaking(probe), { eventLog: memoryEventLog() }))
    await request(running.port, '/v1/responses', { method: 'POST', body: '{}' })
    const headers = { 'Last-Event-ID': '6' }
    expect((await request(running.port, streamPath(''), { headers })).body).toBe(tailOf(EVENTS, 6))
    expect((await request(running.port, streamPath('&starting_after=8'), { headers })).body).toBe(tailOf(EVENTS, 8))
  })

  it('gives the Response as it stands, and as it ended', async () => {
    const probe = new Probe()
    running = await listen(app(speaking(probe), { eventLog: memoryEventLog(), onDisconnect: 'continue' }))
    await cutAfter(running.port, '/v1/responses', 5)
    const current = await request(running.port, `/v1/responses/${ID}`)
    expect(current.headers['content-type']).toContain('application/json')
    expect(JSON.parse(current.body)).toMatchObject({ id: ID, status: 'in_progress', output: [{ type: 'message' }] })
    probe.release()
    await until(() => probe.notes.includes('ended'))
    const ended = await request(running.port, `/v1/responses/${ID}?stream=false`)
    expect(JSON.parse(ended.body)).toEqual(finalResponse(EVENTS))
  })

  it('cancels a response that goes on, and one that its client still reads', async () => {
    for (const leaves of [true, false]) {
      const probe = new Probe()
      running = await listen(app(speaking(probe), { eventLog: memoryEventLog(), onDisconnect: 'continue' }))
      const { port } = running
      const live = leaves ? undefined : request(port, '/v1/responses', { method: 'POST', body: '{}' })
      if (leaves) await cutAfter(port, '/v1/responses', 5)
      while ((await request(port, `/v1/responses/${ID}`)).status !== 200) await wait(5)
      const cancelled = await request(port, `/v1/responses/${ID}/cancel`, { method: 'POST' })
      expect(cancelled.status).toBe(200)
      expect(JSON.parse(cancelled.body)).toMatchObject({ id: ID, status: 'cancelled' })
      expect(probe.notes[0]).toBe('cancelled')
      expect((await request(port, streamPath('&starting_after=4'))).body).toContain('event: response.failed')
      expect((await live)?.body ?? 'event: response.failed').toContain('event: response.failed')
      const again = await request(port, `/v1/responses/${ID}/cancel`, { method: 'POST' })
      expect(JSON.parse(again.body)).toMatchObject({ status: 'cancelled' })
      probe.release()
      await running.close()
    }
  })

  it.each([
    [404, '/v1/responses/resp_unknown', null],
    [404, '/v1/responses/resp_unknown?stream=true', null],
    [400, streamPath('&starting_after=x'), 'starting_after'],
    [400, streamPath('&starting_after=-1'), 'starting_after'],
    [400, streamPath('&starting_after=1.5'), 'starting_after'],
    [400, streamPath('&starting_after='), 'starting_after'],
    [400, streamPath('&starting_after=99'), 'starting_after'],
  ])('answers %i to %s in the form of OpenAI', async (status, path, param) => {
    const probe = new Probe()
    probe.release()
    running = await listen(app(speaking(probe), { eventLog: memoryEventLog() }))
    await request(running.port, '/v1/responses', { method: 'POST', body: '{}' })
    const reply = await request(running.port, path)
    expect(reply.status).toBe(status)
    expect(reply.headers['content-type']).toContain('application/json')
    const error = errorOf(reply.body)
    expect(Object.keys(error).sort()).toEqual(['code', 'message', 'param', 'type'])
    expect(error).toMatchObject({ type: 'invalid_request_error', param })
  })

  it('answers 404 to the cancellation of what it does not know, and 410 for events that are gone', async () => {
    const eventLog = memoryEventLog()
    const trimmed = { ...bound(eventLog), get: async () => ({ ...(await eventLog.get(ID))!, first: 3 }) }
    running = await listen(app(() => {}, { eventLog: trimmed }))
    const writer = await eventLog.open(ID)
    await writer?.append(batch(EVENTS))
    expect((await request(running.port, streamPath('&starting_after=1'))).status).toBe(410)
    expect((await request(running.port, streamPath('&starting_after=x'))).status).toBe(400)
    await running.close()
    running = await listen(app(() => {}, { eventLog }))
    expect((await request(running.port, '/v1/responses/resp_x/cancel', { method: 'POST' })).status).toBe(404)
  })

  it('tells whom the hook refuses that there is nothing', async () => {
    const probe = new Probe()
    probe.release()
    const authorize = (id: string, user: string | undefined): boolean => id === ID && user === 'alice'
    running = await listen(app(speaking(probe), { eventLog: memoryEventLog(), authorize }))
    const { port } = running
    await request(port, '/v1/responses', { method: 'POST', body: '{}' })
    for (const [path, method] of [
      [`/v1/responses/${ID}`, 'GET'],
      [streamPath(''), 'GET'],
      [`/v1/responses/${ID}/cancel`, 'POST'],
    ] as const) {
      const [alice, eve] = await Promise.all(
        ['alice', 'eve'].map((user) => request(port, path, { method, headers: { 'X-User': user } })),
      )
      expect([alice?.status, eve?.status]).toEqual([200, 404])
      expect(errorOf(String(eve?.body))['message']).toBe(`Response with id '${ID}' not found.`)
    }
  })

  it('answers 503 while the log cannot be read, and says no more', async () => {
    const { EventLogError } = await import('@strict-responses/core')
    const eventLog = memoryEventLog()
    const get = (): never => {
      throw new EventLogError('unavailable', new Error('connect ECONNREFUSED 10.0.0.7'))
    }
    running = await listen(app(() => {}, { eventLog: { ...bound(eventLog), get } }))
    const reply = await request(running.port, `/v1/responses/${ID}`)
    expect(reply.status).toBe(503)
    expect(reply.body).not.toContain('10.0.0.7')
  })

  it('leaves every other request alone', async () => {
    running = await listen(app(() => {}, { eventLog: memoryEventLog() }))
    const { port } = running
    for (const [path, method] of [
      ['/v1/responses/a/input_items', 'GET'],
      ['/v1/responses/a', 'POST'],
      ['/v1/other/a', 'GET'],
    ] as const) {
      const reply = await request(port, path, { method })
      expect(reply.status).toBe(404)
      expect(reply.body).not.toContain('Response with id')
    }
  })

  it('keeps nothing of a response with store: false', async () => {
    const probe = new Probe()
    probe.release()
    const request_ = { store: false }
    running = await listen(app(speaking(probe), { eventLog: memoryEventLog(), request: request_ }))
    await request(running.port, '/v1/responses', { method: 'POST', body: '{}' })
    expect((await request(running.port, `/v1/responses/${ID}`)).status).toBe(404)
  })

  it('lets a response go on that was asked for with background: true', async () => {
    const probe = new Probe()
    running = await listen(app(speaking(probe), { eventLog: memoryEventLog(), request: { background: true } }))
    await cutAfter(running.port, '/v1/responses', 5)
    probe.release()
    await until(() => probe.notes.includes('ended'))
    const reply = await request(running.port, `/v1/responses/${ID}`)
    expect(JSON.parse(reply.body)).toMatchObject({ status: 'completed' })
    expect(probe.notes).toEqual(['ended'])
  })
})

describe('200 events', () => {
  const events = countedEvents(200)

  it('has as many', () => expect(events.length).toBe(200))

  it.each(RESUMABLE)(
    'are cut at every one and resumed: nothing lost, nothing twice, $name',
    async ({ app }) => {
      const whole = tailOf(events, -1)
      const frames = events.map(frame)
      const paced: Route = async (_req, res) => {
        res.writeHead(200, EVENT_STREAM)
        // Each stream needs an id of its own.
        const id = `resp_${count++}`
        for (const [index, text] of frames.entries()) {
          res.write(text.replaceAll(ID, id))
          if (index % 10 === 0) await new Promise(setImmediate)
        }
        res.end()
      }
      let count = 0
      running = await listen(app(paced, { eventLog: memoryEventLog({ bytes: 1e9 }), onDisconnect: 'continue' }))
      const { port } = running
      for (let cut = 1; cut <= events.length; cut++) {
        const seen = await cutAfter(port, '/v1/responses', cut)
        const id = `resp_${cut - 1}`
        expect(framesOf(seen).length).toBe(cut)
        const { body } = await request(port, `/v1/responses/${id}?stream=true&starting_after=${cut - 1}`)
        expect(seen + body).toBe(whole.replaceAll(ID, id))
      }
    },
    60_000,
  )
})

/** The methods of a log, so that one of them can be another. */
function bound(log: ReturnType<typeof memoryEventLog>): ReturnType<typeof memoryEventLog> {
  return {
    leaseMs: log.leaseMs,
    open: log.open.bind(log),
    get: log.get.bind(log),
    read: log.read.bind(log),
    cancel: log.cancel.bind(log),
    seal: log.seal.bind(log),
  }
}
