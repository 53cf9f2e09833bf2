import { randomUUID } from 'node:crypto'
import { resumeStream } from '@strict-responses/core'
import { type RedisEventLogOptions, redisEventLog } from '@strict-responses/redis'
import { createClient } from 'redis'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { wait } from '../support/adapters/probe.js'
import { batches, countedEvents, finalResponse, tailOf, textOf } from '../support/resume/frames.js'
import { type RedisServer, startRedis, WITHOUT_REDIS } from '../support/resume/redis-server.js'
import { eventLogSuite } from './event-log-suite.js'

describe.skipIf(WITHOUT_REDIS)('on a real Redis', () => {
  let redis: RedisServer
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.remove())

  eventLogSuite('redisEventLog', ({ leaseMs }) => {
    const options = { url: redis.url, prefix: `${randomUUID()}:`, leaseMs }
    const [log, other] = [redisEventLog(options), redisEventLog(options)]
    return {
      log,
      other,
      close() {
        log.close()
        other.close()
      },
    }
  })

  it('gives nobody a frame twice who is ahead of those that already follow', async () => {
    const options = { prefix: `${randomUUID()}:` }
    const log = redisEventLog({ ...options, url: redis.url })
    const client = createClient({ url: redis.url })
    await client.connect()
    const late = redisEventLog({ ...options, client: slowDuplicates(client) })
    const events = countedEvents(60)
    onTestFinished(() => {
      log.close()
      late.close()
      client.destroy()
    })
    const writer = await log.open('resp_ahead')
    const readers: Promise<string>[] = []
    const parts = batches(events, [6])
    for (const frames of parts) {
      await writer?.append(frames)
      await wait(5)
      readers.push(textOf(resumeStream(late, 'resp_ahead', { startingAfter: frames.first })))
    }
    await wait(20)
    await writer?.end(finalResponse(events))
    expect(await Promise.all(readers)).toEqual(parts.map(({ first }) => tailOf(events, first)))
  })
})

type Client = NonNullable<RedisEventLogOptions['client']>

/** A client whose duplicates, with which a log follows all its streams, hear everything late. */
const slowDuplicates = (client: Client): Client =>
  replacing(client, 'duplicate', () => {
    const reading = client.duplicate()
    return replacing(reading, 'sendCommand', async (...args: Parameters<Client['sendCommand']>) => {
      const reply = await reading.sendCommand(...args)
      await wait(60)
      return reply
    })
  })

function replacing(client: Client, method: keyof Client, by: (...args: never[]) => unknown): Client {
  return new Proxy(client, {
    get(target, name) {
      const value = name === method ? by : Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
