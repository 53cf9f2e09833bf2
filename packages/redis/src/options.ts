import { tell } from '@strict-responses/core'
import type { RedisClient } from './redis-client.js'

/** Options of `redisEventLog`; either `client` or `url` is needed. */
export interface RedisEventLogOptions {
  /** A client of the `redis` package. It is connected if it is not yet, and a duplicate of it does the blocking reads. */
  readonly client?: RedisClient | undefined
  /** Where Redis is, for clients of the log's own. */
  readonly url?: string | undefined
  /** Begins every key. Defaults to `strict-responses:`. */
  readonly prefix?: string | undefined
  /** Milliseconds to keep a response after it was last written. Defaults to 1 hour. */
  readonly ttlMs?: number | undefined
  /**
   * Entries to keep of one response, roughly; an entry is what one tick of its route wrote. Beyond it the beginning goes,
   * and who comes back for that is told that it has expired. Defaults to 100,000.
   */
  readonly maxLen?: number | undefined
  /** Milliseconds after which a silent writer counts as dead, and for which Redis may be away. Defaults to 15 seconds. */
  readonly leaseMs?: number | undefined
  /** Told of errors that no caller gets: connections that break, and are made again. Defaults to nothing. */
  readonly onError?: ((error: unknown) => void) | undefined
}

/** The options with their defaults. */
export interface Settings {
  readonly client: RedisClient | undefined
  readonly url: string | undefined
  readonly prefix: string
  readonly ttlMs: number
  readonly maxLen: number
  readonly leaseMs: number
  readonly onError: (error: unknown) => void
}

export function settingsOf(options: RedisEventLogOptions): Settings {
  const { client, url, prefix = 'strict-responses:', ttlMs, maxLen, leaseMs } = options
  if (client === undefined && url === undefined)
    throw new TypeError('strict-responses: redisEventLog needs client or url')
  return {
    ...{ client, url, prefix },
    onError: (error) => tell(options, 'onError', error),
    ttlMs: bound('ttlMs', ttlMs ?? 60 * 60_000),
    maxLen: bound('maxLen', maxLen ?? 100_000),
    leaseMs: bound('leaseMs', leaseMs ?? 15_000),
  }
}

function bound(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value
  throw new TypeError(`strict-responses: redisEventLog ${name} is ${String(value)}; it must be an integer above 0`)
}
