export type { RedisEventLogOptions } from './options.js'
export type { RedisArgument, RedisClient } from './redis-client.js'
export { type RedisEventLog, redisEventLog } from './redis-event-log.js'
