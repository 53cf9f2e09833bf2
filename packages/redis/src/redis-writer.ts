import { EventLogError, type EventLogWriter, type JsonObject, type LoggedFrames } from '@strict-responses/core'
import type { Connection } from './connection.js'
import { END_ID, endFields, framesFields, framesId, type RawEntry } from './entries.js'
import type { Keys } from './keys.js'
import type { RedisArgument } from './redis-client.js'

/** What a writer needs to know of its log. */
export interface WriterOptions {
  readonly ttlMs: number
  readonly leaseMs: number
  readonly maxLen: number
  readonly onError: (error: unknown) => void
}

/** The response that is written. */
export interface Written {
  readonly id: string
  /** The name of the writer, which its lease bears. */
  readonly name: string
  readonly request: JsonObject | undefined
  readonly cancelled: AbortSignal
  /** Nothing more is written. */
  closed(): void
}

/** Writes one response. */
export class RedisWriter implements EventLogWriter {
  readonly #connection: Connection
  readonly #log: string
  readonly #lease: string
  readonly #written: Written
  readonly #options: WriterOptions
  #entries = 0

  constructor(connection: Connection, keys: Keys, written: Written, options: WriterOptions) {
    this.#connection = connection
    this.#log = keys.log(written.id)
    this.#lease = keys.lease(written.id)
    this.#written = written
    this.#options = options
  }

  get cancelled(): AbortSignal {
    return this.#written.cancelled
  }

  append(frames: LoggedFrames): Promise<void> {
    this.#entries++
    return this.#add(framesId(frames.last), framesFields(frames))
  }

  async end(response: JsonObject): Promise<void> {
    // The request stands in the first entry, and would be dropped with it.
    const dropped = this.#entries >= this.#options.maxLen
    await this.#add(END_ID, endFields(response, dropped ? this.#written.request : undefined))
    this.#written.closed()
    await this.#connection.send('PEXPIRE', this.#log, String(this.#options.ttlMs))
  }

  async renew(): Promise<void> {
    const { ttlMs, leaseMs, onError } = this.#options
    await Promise.all([
      this.#connection.send('SET', this.#lease, this.#written.name, 'PX', String(leaseMs)),
      this.#connection.send('PEXPIRE', this.#log, String(ttlMs)),
    ]).catch(onError)
  }

  async #add(id: string, fields: readonly RedisArgument[]): Promise<void> {
    try {
      if (await this.#added(id, fields)) return
      throw new EventLogError('lost')
    } catch (error) {
      this.#written.closed()
      throw error instanceof EventLogError && error.code === 'lost' ? error : new EventLogError('lost', error)
    }
  }

  async #added(id: string, fields: readonly RedisArgument[]): Promise<boolean> {
    // NOMKSTREAM: a log that is gone is not begun again in its middle.
    const trim = ['NOMKSTREAM', 'MAXLEN', '~', String(this.#options.maxLen)]
    try {
      return (await this.#connection.send('XADD', this.#log, ...trim, id, ...fields)) !== null
    } catch (error) {
      // Either it was sent again because its reply was lost, or somebody else has ended the log.
      if (isTaken(error) && (await this.#holds(id, fields))) return true
      throw error
    }
  }

  async #holds(id: string, fields: readonly RedisArgument[]): Promise<boolean> {
    const [entry] = await this.#connection.send<readonly RawEntry[]>('XRANGE', this.#log, id, id)
    return entry !== undefined && fields.every((field, index) => entry[1][index]?.equals(Buffer.from(field)))
  }
}

const isTaken = (error: unknown): boolean => error instanceof Error && error.message.includes('equal or smaller')
