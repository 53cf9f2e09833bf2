import type { ServerResponse } from 'node:http'
import { type Head, moveHeaders } from './head-arguments.js'
import type { Done } from './http-types.js'
import { isLive } from './live.js'
import type { Lower } from './lower.js'
import { MergedWrites, type WriteTarget } from './merged-writes.js'
import { setStreamHeaders } from './stream-headers.js'

/** How long a client may take to read the end of a failed stream before the connection is cut. */
const LINGER_MS = 10_000

/** What a way out tells its stream. */
export interface OutgoingEvents {
  /** The client reads again. */
  drained(): void
  /** A tick in which something has left ends: what else is to leave is written now; returns how many pieces that was. */
  flush(): number
}

/** The way out to the client, below every patch of ours. */
export class Outgoing implements WriteTarget {
  readonly #res: ServerResponse
  readonly #lower: Lower
  readonly #events: OutgoingEvents
  readonly #writes: MergedWrites
  #held = false
  #closed = false
  #lingering: NodeJS.Timeout | undefined

  constructor(res: ServerResponse, lower: Lower, events: OutgoingEvents) {
    this.#res = res
    this.#lower = lower
    this.#events = events
    this.#writes = new MergedWrites(this, lower.native)
    res.on('drain', () => {
      this.#held = false
      events.drained()
    })
  }

  /** Never (bytes, encoding, done): compression drops a third argument. */
  send(bytes: Uint8Array, done: Done | undefined): void {
    this.#held = !(done ? this.#lower.write(bytes, done) : this.#lower.write(bytes))
  }

  get corked(): boolean {
    return (this.#res.socket?.writableCorked ?? 0) > 0
  }

  tickEnds(): number {
    return this.#events.flush()
  }

  /** Whether the head has yet to leave. */
  get waiting(): boolean {
    return false
  }

  /** Whether what is written now waits for the end of the tick. */
  waits(): boolean {
    return !this.#closed && this.#writes.waits()
  }

  /** Whether something has been written in this tick already. */
  get amid(): boolean {
    return this.#writes.amid
  }

  /** Told of what went wrong, before what becomes of it is written. */
  note(_error: unknown): void {}

  /** Sends the head of the stream; `decoded` says that the route's own encoding is undone. */
  head(head: Head, decoded: boolean): void {
    this.setHeaders(head, decoded)
    this.writeHead(head)
  }

  protected setHeaders(head: Head, decoded: boolean): void {
    moveHeaders(head, this.#res)
    setStreamHeaders(this.#res, this.#lower, decoded)
  }

  protected writeHead({ status, message }: Head): void {
    if (message === undefined) this.#lower.writeHead(status)
    else this.#lower.writeHead(status, message)
  }

  /** Whether the client has yet to read what was written. */
  get held(): boolean {
    return this.#held
  }

  /**
   * Writes even what is empty: no byte leaves, but callbacks keep their order and the return value stays true to the
   * socket; a `false` or `undefined` of our own would hang `pipe` (PayU/express-request-logger#66).
   */
  write(bytes: Uint8Array, done: Done | undefined): boolean {
    if (this.#closed) {
      if (done) process.nextTick(done)
      return true
    }
    this.#writes.add(bytes, done)
    return !this.#held
  }

  /** What waits for the end of the tick leaves now: others are about to write. */
  flush(): void {
    this.#writes.flush()
  }

  /**
   * Ends without a chunk: the `end(chunk)` of HTTP/2 comes back through `res.write`, and would be normalized twice. And
   * without a callback: express-session writes whatever comes first.
   */
  end(done: Done | undefined): void {
    if (this.#closed) {
      if (done) process.nextTick(done)
      return
    }
    this.#writes.flush()
    if (done) this.#res.once('finish', done)
    this.#lower.end()
  }

  /** Cuts the connection of a client that does not read the end of its stream in time. */
  linger(): void {
    if (this.#closed || !isLive(this.#res)) return
    this.#lingering ??= setTimeout(() => isLive(this.#res) && this.cut(), LINGER_MS).unref()
  }

  /** Calls `done` once nothing is left to leave. */
  afterClose(done: Done | undefined): void {
    if (!done) return
    if (this.#closed) process.nextTick(done)
    else this.#res.once('close', done)
  }

  cut(): void {
    this.#writes.flush()
    this.#lower.destroy()
  }

  /** The reply has closed: nothing can leave any more. */
  closed(): void {
    this.#closed = true
    this.#writes.drop()
    clearTimeout(this.#lingering)
  }
}
