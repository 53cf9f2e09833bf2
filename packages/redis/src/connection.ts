import { setTimeout as wait } from 'node:timers/promises'
import { EventLogError } from '@strict-responses/core'
import { ClientClosedError, ErrorReply, RESP_TYPES } from 'redis'
import type { RedisArgument, RedisClient } from './redis-client.js'

/** Replies of a server that starts, fails over or moves: the same command works soon. */
const SOON = /^(?:LOADING|MASTERDOWN|READONLY|TRYAGAIN|CLUSTERDOWN)\b/

const RETRY_MS = 50

/** Frames are bytes: every string of a reply comes as a Buffer. */
const BUFFERS = { [RESP_TYPES.BLOB_STRING]: Buffer }

/** Sends commands, and sends them again where the connection or the server was gone: all that are sent bear repetition. */
export class Connection {
  readonly #client: RedisClient
  readonly #patienceMs: number
  readonly #onError: (error: unknown) => void
  #used = false

  constructor(client: RedisClient, patienceMs: number, onError: (error: unknown) => void) {
    this.#client = client
    this.#patienceMs = patienceMs
    this.#onError = onError
  }

  /** Throws an `EventLogError` (`unavailable`) where Redis has not answered in time, else what Redis replies. */
  async send<T>(...args: readonly RedisArgument[]): Promise<T> {
    this.#open()
    const deadline = performance.now() + this.#patienceMs
    for (;;) {
      try {
        const timeout = Math.max(1, Math.ceil(deadline - performance.now()))
        return await this.#client.sendCommand<T>(args, { timeout, typeMapping: BUFFERS })
      } catch (error) {
        if (isFinal(error)) throw error
        if (performance.now() + RETRY_MS >= deadline) throw new EventLogError('unavailable', error)
        await wait(RETRY_MS)
      }
    }
  }

  /** Connects a client that nobody has connected. Commands wait for it, no longer than they wait for anything. */
  #open(): void {
    if (!this.#used && !this.#client.isOpen) this.#client.connect().catch(this.#onError)
    this.#used = true
  }
}

function isFinal(error: unknown): boolean {
  return error instanceof ErrorReply ? !SOON.test(error.message) : error instanceof ClientClosedError
}
