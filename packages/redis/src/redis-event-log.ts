import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type {
  EventLog,
  EventLogWriter,
  JsonObject,
  LoggedFrames,
  LoggedResponse,
  OpenLog,
} from '@strict-responses/core'
import { createClient } from 'redis'
import { Cancels } from './cancels.js'
import { Connection } from './connection.js'
import { END_ID, endFields, framesFields, framesId, OPEN_ID, openFields, type RawEntry, readEntry } from './entries.js'
import { Follower } from './follower.js'
import { type Keys, keysOf } from './keys.js'
import { type RedisEventLogOptions, type Settings, settingsOf } from './options.js'
import type { RedisClient } from './redis-client.js'
import { readLog } from './redis-reader.js'
import { RedisWriter } from './redis-writer.js'
import { OPEN, SEAL } from './scripts.js'

/** An event log on Redis. */
export interface RedisEventLog extends EventLog {
  /** Closes the connections that the log made itself: all but that of `client`. What is being read ends. */
  close(): void
}

/**
 * An event log on Redis Streams: responses that clients can resume from any machine. Each response is one stream, which
 * expires; one blocking connection follows all of them.
 *
 * Redis 6.2 or newer, alone, with replicas or behind Sentinel; no cluster, since one XREAD reads the streams of all.
 *
 * @throws TypeError without a `client` or `url`, and for a bound that is not a number above 0.
 * @example
 * const eventLog = redisEventLog({ url: 'redis://localhost:6379' })
 * app.use(strictResponses({ eventLog }), resumeResponses({ eventLog }))
 */
export function redisEventLog(options: RedisEventLogOptions): RedisEventLog {
  return new StreamsEventLog(settingsOf(options))
}

/** A client that reads the first event comes back with an id that Redis may be about to hear of. */
const LATE_MS = [50, 100, 250] as const

class StreamsEventLog implements RedisEventLog {
  readonly leaseMs: number
  readonly #settings: Settings
  readonly #keys: Keys
  readonly #own: RedisClient[] = []
  readonly #connection: Connection
  readonly #follower: Follower
  readonly #cancels: Cancels

  constructor(settings: Settings) {
    const { client, url, prefix, leaseMs, onError } = settings
    this.#settings = settings
    this.leaseMs = leaseMs
    this.#keys = keysOf(prefix)
    const commands = client ?? this.#owned(createClient({ url: String(url) }))
    const reading = this.#owned(commands.duplicate())
    this.#connection = new Connection(commands, leaseMs, onError)
    this.#follower = new Follower(new Connection(reading, leaseMs, onError), this.#connection, this.#keys.wake, onError)
    this.#cancels = new Cancels(this.#connection, this.#follower, this.#keys.cancels, settings)
  }

  async open(id: string, { request }: OpenLog = {}): Promise<EventLogWriter | undefined> {
    const { ttlMs, leaseMs } = this.#settings
    const name = randomUUID()
    const keys = [this.#keys.log(id), this.#keys.lease(id)]
    const fields = openFields(request, name)
    const times = [String(ttlMs), String(leaseMs)]
    const opened = await this.#connection.send<number>('EVAL', OPEN, '2', ...keys, name, ...times, ...fields)
    if (opened !== 1) return undefined
    const cancelled = this.#cancels.open(id)
    const closed = (): void => this.#cancels.close(id)
    return new RedisWriter(this.#connection, this.#keys, { id, name, request, cancelled, closed }, this.#settings)
  }

  async get(id: string): Promise<LoggedResponse | undefined> {
    for (const ms of LATE_MS) {
      const state = await this.#state(id)
      if (state) return state
      await wait(ms)
    }
    return this.#state(id)
  }

  async #state(id: string): Promise<LoggedResponse | undefined> {
    const key = this.#keys.log(id)
    const [head, tail, lease] = await Promise.all([
      this.#connection.send<readonly RawEntry[]>('XRANGE', key, '-', '+', 'COUNT', '1'),
      this.#connection.send<readonly RawEntry[]>('XREVRANGE', key, '+', '-', 'COUNT', '2'),
      this.#connection.send<number>('EXISTS', this.#keys.lease(id)),
    ])
    return stateOf(head, tail, lease === 1)
  }

  read(id: string, from: number, signal: AbortSignal): AsyncIterable<LoggedFrames> {
    const [connection, follower] = [this.#connection, this.#follower]
    const [log, lease] = [this.#keys.log(id), this.#keys.lease(id)]
    return readLog({ connection, follower, log, lease, leaseMs: this.leaseMs }, from, signal)
  }

  async cancel(id: string): Promise<boolean> {
    const range = ['XREVRANGE', this.#keys.log(id), '+', '-', 'COUNT', '1']
    const [last] = await this.#connection.send<readonly RawEntry[]>(...range)
    if (!last || String(last[0]) === END_ID) return false
    await this.#cancels.ask(id)
    return true
  }

  async seal(id: string, frames: LoggedFrames, response: JsonObject): Promise<boolean> {
    const keys = [this.#keys.log(id), this.#keys.lease(id)]
    const before = frames.first === 0 ? OPEN_ID : framesId(frames.first - 1)
    const entries = [framesId(frames.last), ...framesFields(frames), ...endFields(response, undefined)]
    return (await this.#connection.send<number>('EVAL', SEAL, '2', ...keys, before, ...entries)) === 1
  }

  close(): void {
    this.#follower.close()
    for (const client of this.#own) if (client.isOpen) client.destroy()
  }

  #owned(client: RedisClient): RedisClient {
    client.on('error', this.#settings.onError)
    this.#own.push(client)
    return client
  }
}

function stateOf(head: readonly RawEntry[], tail: readonly RawEntry[], writing: boolean): LoggedResponse | undefined {
  if (!head[0]) return undefined
  const first = readEntry(head[0])
  const [last, before] = tail.map(readEntry)
  const end = last?.kind === 'end' ? last : undefined
  const newest = end ? before : last
  return {
    request: first.kind === 'open' ? first.request : end?.request,
    response: end?.response,
    first: first.kind === 'frames' ? first.frames.first : 0,
    last: newest?.kind === 'frames' ? newest.frames.last : -1,
    writing: writing && !end,
  }
}
