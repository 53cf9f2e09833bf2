import { checkStream, currentResponse, EventLogError, resumeStream } from '@strict-responses/core'
import { streamOf } from '@strict-responses/node'
import { type RedisEventLog, redisEventLog } from '@strict-responses/redis'
import { createClient } from 'redis'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { listenNode, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until, wait } from '../support/adapters/probe.js'
import { request } from '../support/resume/client.js'
import { countedEvents, tailOf, textOf } from '../support/resume/frames.js'
import { type RedisServer, startRedis, WITHOUT_REDIS } from '../support/resume/redis-server.js'
import { frame } from '../support/strict-stream.js'

const EVENTS = countedEvents(60)
const WHOLE = tailOf(EVENTS, -1)
const ID = 'resp_strict'

describe.skipIf(WITHOUT_REDIS)('a Redis that goes away in the middle of a stream', () => {
  let redis: RedisServer
  let logs: RedisEventLog[] = []
  let running: Running | undefined
  let probe: Probe

  afterEach(async () => {
    await running?.close()
    for (const log of logs) log.close()
    logs = []
    await redis.remove()
  })

  function makeLog(leaseMs: number): RedisEventLog {
    const log = redisEventLog({ url: redis.url, leaseMs })
    logs.push(log)
    return log
  }

  /** A server that writes 30 events, waits for the probe, and writes the rest, one every so often. */
  async function serve(leaseMs: number, everyMs = 2): Promise<number> {
    probe = new Probe()
    const options = { eventLog: makeLog(leaseMs), onDisconnect: 'continue' as const, onError: probe.note }
    running = await listenNode(options, async (_req, res) => {
      const signal = streamOf(res)?.signal
      signal?.addEventListener('abort', () => probe.note(signal.reason.code))
      res.writeHead(200, { 'Content-Type': 'text/event-stream' })
      for (const event of EVENTS.slice(0, 30)) {
        res.write(frame(event))
        await wait(2)
      }
      await probe.released
      for (const event of EVENTS.slice(30)) {
        res.write(frame(event))
        await wait(everyMs)
      }
      res.end()
    })
    return running.port
  }

  const half = async (reader: RedisEventLog): Promise<void> => {
    while (((await reader.get(ID))?.last ?? -1) < 29) await wait(10)
  }

  const lost = (): unknown => probe.notes.find((note) => note instanceof EventLogError)

  it('and comes back with all it kept: nothing is lost, live or resumed', async () => {
    redis = await startRedis(true)
    const port = await serve(8000)
    const live = request(port, '/v1/responses')
    const reader = makeLog(8000)
    await half(reader)
    const following = textOf(resumeStream(reader, ID, { startingAfter: 10 }))
    await wait(50)
    await redis.kill()
    probe.release()
    await wait(300)
    await redis.start()
    expect(await following).toBe(tailOf(EVENTS, 10))
    expect((await live).body).toBe(WHOLE)
    expect(await textOf(resumeStream(reader, ID))).toBe(WHOLE)
    expect(probe.notes).toEqual([])
  })

  it('and comes back empty: readers end strictly, the live stream goes on, and the server is told', async () => {
    redis = await startRedis(false)
    const port = await serve(8000)
    const live = request(port, '/v1/responses')
    const reader = makeLog(8000)
    await half(reader)
    const following = textOf(resumeStream(reader, ID))
    await wait(50)
    await redis.kill()
    await redis.start()
    probe.release()
    expect((await live).body).toBe(WHOLE)
    // The log writes behind the stream, and may learn of its loss later.
    await vi.waitFor(() => expect(lost()).toMatchObject({ code: 'lost' }), { timeout: 10_000 })
    const text = await following
    expect(text.startsWith(EVENTS.slice(0, 30).map(frame).join(''))).toBe(true)
    expect(text).toContain('event: response.failed')
    expect(text.match(/"sequence_number":\d+/g)).toEqual(
      Array.from({ length: 32 }, (_, index) => `"sequence_number":${index}`),
    )
    expect(await currentResponse(reader, ID)).toBeUndefined()
  }, 30_000)

  it('and stays away: readers end strictly, the live stream goes on', async () => {
    redis = await startRedis(false)
    const port = await serve(600)
    const live = request(port, '/v1/responses')
    const reader = makeLog(600)
    await half(reader)
    const following = textOf(resumeStream(reader, ID))
    await wait(50)
    await redis.kill()
    probe.release()
    expect((await live).body).toBe(WHOLE)
    expect(await following).toContain('event: response.failed')
    await until(() => lost() !== undefined, 5000)
    expect(lost()).toMatchObject({ code: 'lost' })
    await expect(reader.get(ID)).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('and stays away: a route without client, log or reader is stopped', async () => {
    redis = await startRedis(false)
    const port = await serve(600, 50)
    const client = openClient(port)
    await half(makeLog(600))
    client.socket.destroy()
    await wait(50)
    await redis.kill()
    probe.release()
    await until(() => probe.notes.includes('client_closed'), 5000)
  })

  it('before it began: the live stream does not notice', async () => {
    redis = await startRedis(false)
    await redis.kill()
    const port = await serve(400)
    probe.release()
    expect((await request(port, '/v1/responses')).body).toBe(WHOLE)
    await until(() => lost() !== undefined, 5000)
  })

  it.each([[1], [3]])('or lost %i of its last entries: no hole is passed off as a stream', async (count) => {
    redis = await startRedis(false)
    const port = await serve(8000)
    const live = request(port, '/v1/responses')
    const reader = makeLog(8000)
    await half(reader)
    const direct = await createClient({ url: redis.url }).connect()
    const key = `strict-responses:log:${ID}`
    const last = await direct.xRevRange(key, '+', '-', { COUNT: count })
    await direct.xDel(
      key,
      last.map(({ id }) => id),
    )
    direct.destroy()
    probe.release()
    expect((await live).body).toBe(WHOLE)
    const text = await textOf(resumeStream(reader, ID))
    expect(checkStream(text).issues).toEqual([])
    expect(text).toContain('event: response.failed')
    expect(text).not.toContain(`word ${29 - 4}`)
  })

  it('trimmed of its beginning by maxLen: the end can be read, the beginning has expired', async () => {
    redis = await startRedis(false)
    const log = redisEventLog({ url: redis.url, maxLen: 10 })
    logs.push(log)
    const events = countedEvents(400)
    const writer = await log.open(ID, { request: { input: 'Hi' } })
    for (const event of events) {
      const [number, bytes] = [Number(event.sequence_number), Buffer.from(frame(event))]
      await writer?.append({ first: number, last: number, bytes })
    }
    await writer?.end({ id: ID, status: 'completed' })
    const state = await log.get(ID)
    expect(state?.first).toBeGreaterThan(200)
    expect(state).toMatchObject({ request: { input: 'Hi' }, last: 399, response: { status: 'completed' } })
    const rest = events.slice(396).map(frame).join('')
    expect(await textOf(resumeStream(log, ID, { startingAfter: 395 }))).toBe(rest)
    await expect(textOf(resumeStream(log, ID))).rejects.toMatchObject({ code: 'expired' })
  })
})
