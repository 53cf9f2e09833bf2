import { randomUUID } from 'node:crypto'
import { redisEventLog } from '@strict-responses/redis'
import { afterAll, beforeAll, describe } from 'vitest'
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
})
