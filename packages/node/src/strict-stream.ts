import type { Transform } from 'node:stream'
import { intervalsOf, type Normalizer, type Repair, tell } from '@strict-responses/core'
import { clientLeft } from './client-left.js'
import { GatedOutgoing, type GateEvents } from './commit-gate-outgoing.js'
import { DecodedInlet } from './decoded-inlet.js'
import { DetachedOutgoing } from './event-log/detached-outgoing.js'
import { HeldClose } from './event-log/held-close.js'
import { logFor, type StreamLog } from './event-log/stream-log.js'
import { GatheredWrites } from './gathered-writes.js'
import type { Head } from './head-arguments.js'
import type { Done } from './http-types.js'
import type { CreateNormalizer, Interception } from './interception.js'
import { type Open, openStreams } from './open-streams.js'
import { Outgoing } from './outgoing.js'
import { OUTPUT } from './output.js'
import { publishRepair, repairsHeard } from './repair-channel.js'
import { requestOptions } from './request-options.js'
import { type StopCode, StopReason } from './stop-reason.js'
import { type Alarms, StreamClock } from './stream-clock.js'
import { bytesOf, isUtf8 } from './write-arguments.js'

/** How long a route may take to end a reply whose terminal event has left, so that its source can end and not break. */
const SETTLE_MS = 100

/** One reply that is a strict stream. */
export class StrictStream implements Alarms, GateEvents, Open {
  /**
   * open: the route's bytes go through the normalizer. settling: the terminal event has left, the route may still end the
   * reply itself. native: the reply is Node's own again. over: we ended it; what the route still writes is swallowed.
   */
  phase: 'open' | 'settling' | 'native' | 'over' = 'open'
  before: Open | undefined
  after: Open | undefined
  readonly normalizer: Normalizer
  outgoing: Outgoing
  /** Whether it goes on although its client has left. */
  detached = false
  readonly #reply: Interception
  readonly #clock: StreamClock
  readonly #log: StreamLog | undefined
  readonly #gathered = new GatheredWrites()
  #close: HeldClose | undefined
  #inlet: DecodedInlet | undefined
  #settling: NodeJS.Timeout | undefined

  /** Made before the head leaves, so that options which the core refuses still become an ordinary error reply. */
  constructor(reply: Interception, create: CreateNormalizer) {
    const { req, res, options } = reply
    const { commitAfter = 0 } = options
    this.#reply = reply
    const asked = { ...options, ...requestOptions(req, options) }
    this.#log = logFor(asked, req.method, this)
    this.normalizer = create({
      // What is kept for long would hold the bytes of other streams with it.
      output: this.#log || options.onFrames ? undefined : OUTPUT,
      ...asked,
      // Without a listener the core need not say what it repairs, only that it did.
      onRepair: options.onRepair || repairsHeard() ? (repair) => this.#repaired(repair) : undefined,
      onError: options.onError || commitAfter > 0 ? (error) => this.#failed(error) : undefined,
      onEnd: options.onEnd && ((summary) => tell(options, 'onEnd', summary)),
      onFrames: this.#log || options.onFrames ? (...frames) => this.#recorded(...frames) : undefined,
    })
    this.#clock = new StreamClock(intervalsOf(options), this)
    this.outgoing =
      commitAfter > 0
        ? new GatedOutgoing(res, reply.lower, this.normalizer, commitAfter, this)
        : new Outgoing(res, reply.lower, this)
  }

  heartbeat(): void {
    if (!this.outgoing.waiting) this.#send(this.normalizer.heartbeat(), undefined)
  }

  idle(): void {
    this.#timedOut('idle_timeout', 'limits/idle-timeout', 'nothing came from the route for idleTimeout')
  }

  expired(): void {
    this.#timedOut('limit', 'limits/open-ms', 'the stream was open for longer than the limit')
  }

  drained(): void {
    this.#clock.release()
  }

  refused(): void {
    this.#conclude(undefined)
  }

  #failed(error: unknown): void {
    this.outgoing.note(error)
    tell(this.#reply.options, 'onError', error)
  }

  #repaired(repair: Repair): void {
    publishRepair(repair, this.normalizer.id)
    tell(this.#reply.options, 'onRepair', repair)
  }

  #timedOut(stop: StopCode, code: string, message: string): void {
    this.#repaired({ code, message, sequenceNumber: this.normalizer.lastSequenceNumber + 1 })
    this.stop(stop)
  }

  /** The head leaves, at once or later; `decoder` undoes the route's own encoding. */
  open(decoder: Transform | undefined, head: Head): void {
    if (this.continues) this.#close = new HeldClose(this.#reply.res, () => this.#outlives())
    this.outgoing.head(head, decoder !== undefined)
    if (decoder) this.#inlet = this.#decode(decoder)
    this.#clock.start()
    openStreams.add(this)
  }

  write(chunk: string | Uint8Array, encoding: unknown, done: Done | undefined): boolean {
    if (this.#inlet) return this.#inlet.write(bytesOf(chunk, encoding), done)
    const gathers = this.#gathered.count > 0 || this.outgoing.waits()
    if (!gathers) return this.#feed(bytesOf(chunk, encoding), done)
    const enough = this.#gathered.add(isUtf8(encoding) ? chunk : bytesOf(chunk, encoding), done)
    if (enough) this.flush()
    return !this.outgoing.held && !this.#log?.behind
  }

  /** What the route has written in this tick is read now, since others are about to look at it: returns how many pieces. */
  flush(): number {
    const { count } = this.#gathered
    if (this.phase !== 'open' || count === 0) return 0
    const { bytes, done, slab } = this.#gathered.take()
    this.#feed(bytes, done)
    slab?.free()
    return count
  }

  /** What the route still writes although the stream has ended: it leaves no more, and that is told. */
  drop(bytes: Uint8Array): void {
    if (this.phase === 'settling' && !this.#inlet) this.normalizer.push(bytes)
  }

  /** The route ended the reply. */
  end(bytes: Uint8Array | undefined, done: Done | undefined): void {
    if (this.#inlet && this.phase === 'open') return this.#inlet.end(bytes, done)
    this.#finish(bytes, done)
  }

  /** Ends the stream as failed; `done` is called when its end has left. `false` where the reply is not ours to end. */
  fail(error: unknown, done?: Done): boolean {
    this.flush()
    if (this.phase === 'open') {
      this.#send(this.normalizer.fail(error), undefined)
      if (this.normalizer.state === 'foreign') {
        this.#stepAside()
        return false
      }
      this.outgoing.linger()
    }
    if (this.phase === 'over') this.outgoing.afterClose(done)
    else if (this.phase !== 'native') this.#conclude(done)
    return this.phase === 'over'
  }

  /** Stops the stream and its route. The end leaves first: a route that hears its signal may destroy the reply. */
  stop(code: StopCode): void {
    const reason = new StopReason(code)
    this.fail(reason)
    this.#reply.abort(reason)
  }

  cut(): void {
    this.outgoing.cut()
  }

  /** The reply has closed, whoever closed it; or it had `before` its head left, so that nobody knows of the stream. */
  closed(before = false): void {
    this.outgoing.closed()
    if (this.phase === 'open' && before) this.stop('client_closed')
    else if (this.phase === 'open') clientLeft(this)
    const forget = (): boolean => openStreams.delete(this)
    if (this.#log) this.#log.close(forget)
    else forget()
  }

  get continues(): boolean {
    return this.#log?.continues ?? false
  }

  detach(): void {
    const { res, lower } = this.#reply
    const [log, close] = [this.#log, this.#close]
    if (!log || !close || this.detached) return
    const { held } = this.outgoing
    this.detached = true
    this.outgoing.closed()
    close.hold(() => log.behind)
    this.outgoing = new DetachedOutgoing(res, lower, log, close, this)
    if (held) process.nextTick(() => this.logDrained())
  }

  /** The client leaves: whether the route is not to know. */
  #outlives(): boolean {
    if (this.phase === 'open' && this.continues) clientLeft(this)
    return this.detached && this.phase === 'open'
  }

  #recorded(first: number, last: number, bytes: Uint8Array): void {
    this.#log?.onFrames(first, last, bytes)
    tell(this.#reply.options, 'onFrames', first, last, bytes)
  }

  logDrained(): void {
    if (this.phase === 'open' && !this.outgoing.held) this.#reply.res.emit('drain')
  }

  logLost(error: unknown): void {
    tell(this.#reply.options, 'onError', error)
    if (this.detached && this.phase === 'open') this.stop('client_closed')
  }

  #decode(decoder: Transform): DecodedInlet {
    return new DecodedInlet(decoder, this.#reply.res, {
      feed: (bytes) => this.phase !== 'open' || this.#feed(bytes, undefined),
      end: () => this.phase === 'open' && this.#finish(undefined, undefined),
      broken: (error) => this.phase === 'open' && !this.fail(error) && this.outgoing.cut(),
    })
  }

  #feed(bytes: Uint8Array, done: Done | undefined): boolean {
    return this.leave(this.normalizer.push(bytes), done)
  }

  /** Sends what the normalizer made of the route's output; returns whether the client keeps up. */
  leave(out: Uint8Array, done?: Done): boolean {
    this.#clock.heard(out.length > 0, this.outgoing.amid)
    const flowing = this.#send(out, done)
    if (this.phase !== 'open') return flowing
    if (this.normalizer.state === 'done') this.#settle()
    else if (this.normalizer.state === 'foreign') this.#stepAside()
    return flowing
  }

  #send(bytes: Uint8Array, done: Done | undefined): boolean {
    // Of a client that leaves, the route of a stream that goes on must not hear by an error of its last write.
    const told = done && this.continues ? () => done() : done
    const flowing = this.outgoing.write(bytes, told) && !this.#log?.behind
    if (!flowing) this.#clock.hold()
    return flowing
  }

  #finish(bytes: Uint8Array | undefined, done: Done | undefined): void {
    const joins = bytes !== undefined && this.#gathered.count > 0
    if (joins) this.#gathered.add(bytes, undefined)
    this.flush()
    if (this.phase === 'open') {
      if (bytes && !joins) this.#send(this.normalizer.push(bytes), undefined)
      const last = this.normalizer.end()
      if (last.length > 0) this.#send(last, undefined)
    }
    // It has become an HTTP error, which has ended.
    if (this.phase === 'over') return this.outgoing.afterClose(done)
    this.phase = 'native'
    this.#stopTimers()
    this.outgoing.end(done)
  }

  /** The normalizer has ended the stream, and a client may wait for the end of the reply. */
  #settle(): void {
    this.phase = 'settling'
    this.#clock.stop()
    if (this.normalizer.limited) this.stop('limit')
    else this.#settling = setTimeout(() => this.#lapse(), SETTLE_MS).unref()
  }

  /** The route has had its time: but the end of its source may wait to be read, where the process itself stood still. */
  #lapse(): void {
    setImmediate(() => this.phase === 'settling' && this.#conclude(undefined))
  }

  /** Ends the reply on the route's behalf and stops what was piped in. */
  #conclude(done: Done | undefined): void {
    const { res, source } = this.#reply
    this.phase = 'over'
    this.#stopTimers()
    this.#inlet?.stop()
    this.outgoing.end(done)
    // An ended reply drains no more, and a route that waits for it would wait for ever.
    if (this.#inlet || this.outgoing.held) process.nextTick(() => res.emit('drain'))
    source.stop()
  }

  /** Not a stream of ours after all: what was kept has left, the rest passes; where it was encoded, by way of the decoder. */
  #stepAside(): void {
    this.outgoing.flush()
    if (!this.#inlet) this.phase = 'native'
    this.#close?.release(false)
    this.#stopTimers()
    openStreams.delete(this)
  }

  #stopTimers(): void {
    this.#clock.stop()
    clearTimeout(this.#settling)
  }
}
