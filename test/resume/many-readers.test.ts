import { memoryEventLog, resumeStream } from '@strict-responses/core'
import { type RedisEventLog, redisEventLog } from '@strict-responses/redis'
import { describe, expect, it } from 'vitest'
import { batches, countedEvents, finalResponse, tailOf, textOf } from '../support/resume/frames.js'
import { startRedis, WITHOUT_REDIS } from '../support/resume/redis-server.js'

const EVENTS = countedEvents(100)
const READERS = 1000

/** Reads one stream a thousand times while it is written; the readers begin at different events. */
async function readByMany(log: ReturnType<typeof memoryEventLog>): Promise<void> {
  const writer = await log.open('resp_strict')
  await writer?.append(batches(EVENTS.slice(0, 50), [50])[0]!)
  const afters = Array.from({ length: READERS }, (_, index) => (index % 60) - 1)
  const texts = afters.map((startingAfter) => textOf(resumeStream(log, 'resp_strict', { startingAfter })))
  for (const frames of batches(EVENTS.slice(50), [1, 3])) await writer?.append(frames)
  await writer?.end(finalResponse(EVENTS))
  const read = await Promise.all(texts)
  expect(afters.filter((after, index) => read[index] !== tailOf(EVENTS, after))).toEqual([])
}

describe('1,000 readers of one stream', () => {
  it('get every byte from memory', () => readByMany(memoryEventLog()))

  it.skipIf(WITHOUT_REDIS)('get every byte from Redis, over two connections', async () => {
    const redis = await startRedis()
    const log: RedisEventLog = redisEventLog({ url: redis.url })
    await readByMany(log)
    const { createClient } = await import('redis')
    const direct = await createClient({ url: redis.url }).connect()
    const clients = String(await direct.sendCommand(['CLIENT', 'LIST']))
      .trim()
      .split('\n')
    expect(clients.length).toBe(3)
    direct.destroy()
    log.close()
    await redis.remove()
  })
})
