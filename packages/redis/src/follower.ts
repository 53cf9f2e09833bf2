import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Connection } from './connection.js'
import { isBehind, type RawEntry } from './entries.js'

/** Long enough to cost nothing; a reader that joins does not wait for it. */
const BLOCK_MS = 5_000
const COUNT = '256'
const RETRY_MS = 100
/** What a process that has died leaves behind of its waking. */
const WAKE_MS = '60000'

/** Gets the entries of one stream as they come. */
export type Listener = (entries: readonly RawEntry[]) => void

interface Channel {
  /** The id of the last entry that was read. */
  id: string
  readonly listeners: Set<Listener>
}

/** One blocking XREAD for all streams that this process follows, each read once however many readers it has. */
export class Follower {
  readonly #reading: Connection
  readonly #commands: Connection
  readonly #wakeKey: string
  readonly #onError: (error: unknown) => void
  readonly #channels = new Map<string, Channel>()
  #wakeId = '0-0'
  /** The read under way: from where in which stream. */
  #blockedOn: ReadonlyMap<string, string> | undefined
  #closed = false

  constructor(
    reading: Connection,
    commands: Connection,
    wakeKey: (process: string) => string,
    onError: (error: unknown) => void,
  ) {
    this.#reading = reading
    this.#commands = commands
    this.#wakeKey = wakeKey(randomUUID())
    this.#onError = onError
  }

  /** Follows a stream from behind an entry; `undefined` where the others are further already: read on, and join again. */
  join(key: string, id: string, listener: Listener): (() => void) | undefined {
    const known = this.#channels.get(key)
    if (known && isBehind(known.id, id)) return undefined
    const channel = known ?? { id, listeners: new Set() }
    channel.listeners.add(listener)
    this.#channels.set(key, channel)
    const blocked = this.#blockedOn?.get(key)
    if (!this.#blockedOn) void this.#run()
    else if (blocked === undefined || isBehind(blocked, id)) this.#wake()
    return () => {
      channel.listeners.delete(listener)
      if (channel.listeners.size === 0 && this.#channels.get(key) === channel) this.#channels.delete(key)
    }
  }

  close(): void {
    this.#closed = true
  }

  async #run(): Promise<void> {
    while (this.#channels.size > 0 && !this.#closed) {
      try {
        await this.#read()
      } catch (error) {
        if (this.#closed) break
        this.#onError(error)
        await wait(RETRY_MS)
      }
    }
    this.#blockedOn = undefined
  }

  async #read(): Promise<void> {
    const from = new Map([[this.#wakeKey, this.#wakeId]])
    for (const [key, { id }] of this.#channels) from.set(key, id)
    this.#blockedOn = from
    const block = ['BLOCK', String(BLOCK_MS)]
    const streams = ['STREAMS', ...from.keys(), ...from.values()]
    const reply = await this.#reading.send<Reply>('XREAD', 'COUNT', COUNT, ...block, ...streams)
    for (const [key, entries] of pairsOf(reply)) this.#deliver(String(key), entries)
  }

  #deliver(key: string, entries: readonly RawEntry[]): void {
    const last = String(entries.at(-1)?.[0])
    if (key === this.#wakeKey) {
      this.#wakeId = last
      return
    }
    const channel = this.#channels.get(key)
    if (!channel || !isBehind(last, channel.id)) return
    // The one that joined while this was on its way may be further.
    const fresh = entries.filter(([id]) => isBehind(String(id), channel.id))
    channel.id = last
    for (const listener of channel.listeners) listener(fresh)
  }

  /** A write, and no CLIENT UNBLOCK: it counts even where the read that it is to end has yet to begin. */
  #wake(): void {
    this.#commands.send('XADD', this.#wakeKey, 'MAXLEN', '1', '*', 'wake', '1').catch(this.#onError)
    this.#commands.send('PEXPIRE', this.#wakeKey, WAKE_MS).catch(this.#onError)
  }
}

/** Pairs in RESP 2, a map in RESP 3, null where nothing came. */
type Pair = readonly [key: Buffer, entries: readonly RawEntry[]]
type Reply = readonly Pair[] | Readonly<Record<string, readonly RawEntry[]>> | null

function pairsOf(reply: Reply): readonly (readonly [key: unknown, entries: readonly RawEntry[]])[] {
  if (reply === null) return []
  return Array.isArray(reply) ? reply : Object.entries(reply)
}
