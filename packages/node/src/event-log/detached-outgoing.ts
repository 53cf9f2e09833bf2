import type { ServerResponse } from 'node:http'
import type { Done } from '../http-types.js'
import type { Lower } from '../lower.js'
import { Outgoing, type OutgoingEvents } from '../outgoing.js'
import type { HeldClose } from './held-close.js'
import type { StreamLog } from './stream-log.js'

/** The way out of a stream whose client has left: all goes to the log, at whose pace the route goes on. */
export class DetachedOutgoing extends Outgoing {
  readonly #lower: Lower
  readonly #log: StreamLog
  readonly #close: HeldClose

  constructor(res: ServerResponse, lower: Lower, log: StreamLog, close: HeldClose, events: OutgoingEvents) {
    super(res, lower, events)
    this.#lower = lower
    this.#log = log
    this.#close = close
  }

  override get held(): boolean {
    return this.#log.behind
  }

  override write(_bytes: Uint8Array, done: Done | undefined): boolean {
    if (done) this.#log.taken(() => done())
    return !this.#log.behind
  }

  override end(done: Done | undefined): void {
    // Nothing leaves, but the reply then says of itself that it has ended.
    this.#lower.end()
    process.nextTick(() => this.#close.release(true, done))
  }

  override linger(): void {}
}
