import type { Connection } from './connection.js'
import { isBehind, type RawEntry } from './entries.js'
import type { Follower } from './follower.js'

/** Cancellations that are kept: they are read at once, or after a connection came back. */
const MAXLEN = '1000'

/** Who is to be cancelled: one stream that every process with open responses follows. */
export class Cancels {
  readonly #connection: Connection
  readonly #follower: Follower
  readonly #key: string
  readonly #ttlMs: number
  readonly #open = new Map<string, AbortController>()
  #place = '0-0'
  #leave: (() => void) | undefined

  constructor(connection: Connection, follower: Follower, key: string, { ttlMs }: { readonly ttlMs: number }) {
    this.#connection = connection
    this.#follower = follower
    this.#key = key
    this.#ttlMs = ttlMs
  }

  async ask(id: string): Promise<void> {
    await this.#connection.send('XADD', this.#key, 'MAXLEN', '~', MAXLEN, '*', 'id', id)
    await this.#connection.send('PEXPIRE', this.#key, String(this.#ttlMs))
  }

  /** Aborts when the response is to be cancelled. */
  open(id: string): AbortSignal {
    const controller = new AbortController()
    this.#open.set(id, controller)
    this.#leave ??= this.#follower.join(this.#key, this.#place, (entries) => this.#read(entries))
    return controller.signal
  }

  /** The response has ended. */
  close(id: string): void {
    this.#open.delete(id)
    if (this.#open.size > 0) return
    this.#leave?.()
    this.#leave = undefined
  }

  #read(entries: readonly RawEntry[]): void {
    for (const [at, [, id]] of entries) {
      this.#open.get(String(id))?.abort()
      if (isBehind(String(at), this.#place)) this.#place = String(at)
    }
  }
}
