import type { ServerResponse } from 'node:http'
import type { Normalizer } from '@strict-responses/core'
import { CommitGate, type Refusal } from './commit-gate.js'
import type { Head } from './head-arguments.js'
import type { Done } from './http-types.js'
import type { Lower } from './lower.js'
import { Outgoing, type OutgoingEvents } from './outgoing.js'

/** What a gated way out tells its stream. */
export interface GateEvents extends OutgoingEvents {
  /** The reply has become an HTTP error, and has ended. */
  refused(): void
}

/** A way out whose head leaves with the first event, or as an HTTP error instead of it. */
export class GatedOutgoing extends Outgoing {
  readonly #res: ServerResponse
  readonly #lower: Lower
  readonly #events: GateEvents
  readonly #gate: CommitGate
  #head: Head | undefined
  #refused = false

  constructor(res: ServerResponse, lower: Lower, normalizer: Normalizer, commitAfter: number, events: GateEvents) {
    super(res, lower, events)
    this.#res = res
    this.#lower = lower
    this.#events = events
    this.#gate = new CommitGate(normalizer, commitAfter, () => this.#expired())
  }

  override get waiting(): boolean {
    return this.#head !== undefined
  }

  override note(error: unknown): void {
    this.#gate.note(error)
  }

  /** To the route the head has left: what asks for it (Express' error handler) acts as it would without us. */
  override head(head: Head, decoded: boolean): void {
    this.setHeaders(head, decoded)
    this.#head = head
    Object.defineProperty(this.#res, 'headersSent', { configurable: true, get: () => true })
  }

  override write(bytes: Uint8Array, done: Done | undefined): boolean {
    if (this.#refused) return later(done)
    if (!this.waiting) return super.write(bytes, done)
    const verdict = this.#gate.hold(bytes)
    if (verdict === 'wait') return later(done)
    if (verdict === 'commit') return this.#commit(done)
    this.#refuse(verdict)
    return later(done)
  }

  override end(done: Done | undefined): void {
    if (this.#refused) return this.afterClose(done)
    if (this.waiting) this.#commit(undefined)
    super.end(done)
  }

  override closed(): void {
    this.#gate.open()
    super.closed()
  }

  #expired(): void {
    if (!this.waiting) return
    this.#commit(undefined)
    this.#res.flushHeaders()
  }

  #commit(done: Done | undefined): boolean {
    const head = this.#release()
    if (head) this.writeHead(head)
    return super.write(Buffer.concat(this.#gate.open()), done)
  }

  #refuse({ status, body }: Refusal): void {
    this.#release()
    this.#gate.open()
    this.#refused = true
    const bytes = Buffer.from(JSON.stringify(body))
    for (const name of ['transfer-encoding', 'x-accel-buffering']) this.#res.removeHeader(name)
    this.#res.setHeader('Content-Type', 'application/json')
    this.#res.setHeader('Content-Length', bytes.length)
    this.#lower.writeHead(status)
    super.write(bytes, undefined)
    super.end(undefined)
    this.#events.refused()
  }

  /** The head is no longer held. */
  #release(): Head | undefined {
    const head = this.#head
    this.#head = undefined
    Reflect.deleteProperty(this.#res, 'headersSent')
    return head
  }
}

function later(done: Done | undefined): true {
  if (done) process.nextTick(done)
  return true
}
