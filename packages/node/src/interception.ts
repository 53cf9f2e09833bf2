import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Transform } from 'node:stream'
import { createNormalizer, type JsonObject, type Normalizer, type NormalizerOptions } from '@strict-responses/core'
import { isOurs } from './event-stream.js'
import type { JsonHold } from './expand-json-hold.js'
import type { Head } from './head-arguments.js'
import type { Done } from './http-types.js'
import { isClosed } from './live.js'
import { Lower } from './lower.js'
import { type Open, undecided } from './open-streams.js'
import type { StrictResponsesOptions } from './options.js'
import { PipedSource, type SourceTaker } from './piped-source.js'
import { type StopCode, StopReason } from './stop-reason.js'
import { StrictStream } from './strict-stream.js'
import { closeWithConnection } from './waiting-turn.js'

/** Called when the head of a strict stream has left. */
export type OnActive = (reply: Interception) => void

/** Makes the normalizer of a stream. */
export type CreateNormalizer = (options: NormalizerOptions) => Normalizer

/** One wrapped reply: undecided until its head leaves, then either a strict stream or Node's own. */
export class Interception implements SourceTaker, Open {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  options: StrictResponsesOptions
  readonly lower: Lower
  readonly source: PipedSource
  /** What is held back because it may become a stream. */
  held: JsonHold | undefined
  before: Open | undefined
  after: Open | undefined
  /** The stream, once the head has left with one. */
  stream: StrictStream | undefined
  readonly #onActive: OnActive | undefined
  #create: CreateNormalizer = createNormalizer
  #decided = false
  #saidClose = false
  #reason: StopReason | undefined
  #controller: AbortController | undefined

  constructor(req: IncomingMessage, res: ServerResponse, options: StrictResponsesOptions, onActive?: OnActive) {
    this.req = req
    this.res = res
    this.options = options
    this.lower = new Lower(res)
    this.source = new PipedSource(this)
    this.#onActive = onActive
    // Not once: it is said once in any case, and what takes a listener away again is kept for every open reply.
    res.on('close', () => this.#closed())
    closeWithConnection(res)
    // Of a HEAD over HTTP/2 that nobody answers, Node does not say that it has closed; and it is no stream in any case.
    if (req.method !== 'HEAD' && !this.#hasClosed) undecided.add(this)
  }

  /** Whether the head has yet to leave. */
  get undecided(): boolean {
    return !this.#decided && !this.res.headersSent
  }

  /** Whether the head has yet to leave, and would leave with a stream of ours as the headers stand. */
  get declared(): boolean {
    return this.undecided && this.accepts(this.res.statusCode, this.lower.getHeader('content-type'))
  }

  /** Whether it would be a stream whose client left before its head: nobody is there to read it. */
  get unread(): boolean {
    return this.#hasClosed && this.declared
  }

  /** Whether a head with this status and content type makes the reply a stream of ours. */
  accepts(status: number, type: unknown): boolean {
    return isOurs(this.req.method, status, type)
  }

  /** What the route gives is read in another way: it generates its stream itself, or it is JSON. Its options win. */
  generate(options: StrictResponsesOptions, create: CreateNormalizer): void {
    this.options = options
    this.#create = create
  }

  /** The head leaves without us. */
  pass(): void {
    this.#decide()
  }

  #decide(): void {
    this.#decided = true
    undecided.delete(this)
  }

  /** Asks a route that has yet to answer to stop; how it then answers is its own matter. */
  stop(code: StopCode): void {
    this.#tell(new StopReason(code))
  }

  /** Nothing of it has left that could be cut. */
  cut(): void {}

  /** The head leaves with a stream of ours: at once, or with its first event where `commitAfter` says so. */
  activate(decoder: Transform | undefined, head: Head): StrictStream {
    this.#decide()
    const stream = new StrictStream(this, this.#create)
    stream.open(decoder, head)
    this.stream = stream
    this.#onActive?.(this)
    if (this.#hasClosed) stream.closed(true)
    else if (this.#reason) stream.stop(this.#reason.code)
    return stream
  }

  get id(): string | undefined {
    this.stream?.flush()
    return this.stream?.normalizer.id
  }

  /** Whether the stream goes on although its client has left. */
  get detached(): boolean {
    return this.stream?.detached ?? false
  }

  response(): JsonObject | undefined {
    this.stream?.flush()
    return this.stream?.normalizer.response()
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#reason) this.#controller.abort(this.#reason)
    return this.#controller.signal
  }

  /** Ends the stream as failed, for an error that the route could not report itself; `false` where there is no stream to end. */
  fail(error: unknown, done?: Done): boolean {
    this.held?.breakOff()
    return this.stream?.fail(error, done) ?? false
  }

  /** Tells the route to stop, and stops what it piped in. */
  abort(reason: StopReason): void {
    this.#tell(reason)
    this.source.stop()
  }

  #tell(reason: StopReason): void {
    this.#reason ??= reason
    this.#controller?.abort(this.#reason)
  }

  /** Whether `close` comes no more: a reply may have closed before it was wrapped. */
  get #hasClosed(): boolean {
    return this.#saidClose || isClosed(this.res)
  }

  #closed(): void {
    const { stream } = this
    this.#saidClose = true
    undecided.delete(this)
    stream?.closed()
    const native = stream === undefined || stream.phase === 'native'
    if (!native || this.res.writableEnded || this.detached) return
    const left = new StopReason('client_closed')
    if (this.declared) this.abort(left)
    else this.#tell(left)
  }
}
