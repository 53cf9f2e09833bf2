import { createNormalizer, type Normalizer } from '@strict-responses/core'
import { intervalsOf, type StopCode, StopReason, StreamClock } from '@strict-responses/node'
import { ApiError } from '../errors/api-error.js'
import { apiErrorOf } from '../errors/api-error-of.js'
import type { BackendDialect } from '../options.js'
import { type Answer, type Asking, askBackend } from '../upstream/ask-backend.js'
import { BACKENDS } from '../upstream/backend-dialects.js'
import { Chunks } from './chunks.js'
import { framesOfJson, isJson } from './json-reply.js'
import { letGo } from './let-go.js'
import { namespacedNormalizer } from './namespaced-normalizer.js'
import { Tally } from './tally.js'
import { UpstreamFailure } from './upstream-failure.js'
import { Waiting } from './waiting.js'

const EMPTY = new Uint8Array(0)
const JSON_LIMIT = 64 * 1024 * 1024

/** What a response is made from. */
export type ResponseInit = Omit<Asking, 'signal' | 'report'>

/**
 * One response: asks the backend and turns what it answers into strict bytes, piece by piece, as fast as they are taken.
 *
 * Until it is committed, nothing leaves before the first event, and what fails before that is thrown: it can still be a
 * real HTTP error. After that every failure is a part of the stream.
 */
export class ResponseStream {
  readonly tally: Tally = new Tally()
  answer: Answer | undefined
  stopped: StopCode | undefined
  normalizer: Normalizer | undefined
  /** The last error that `onError` was told of. */
  told: unknown
  readonly #init: ResponseInit
  readonly #controller = new AbortController()
  readonly #waiting = new Waiting()
  readonly #failure = new UpstreamFailure()
  readonly #clock: StreamClock
  /** Comments that came before the first event. */
  #held: Uint8Array[] = []
  #committed = false
  #begun = false

  constructor(init: ResponseInit) {
    this.#init = init
    this.#clock = new StreamClock(intervalsOf(init.settings), {
      heartbeat: () => this.#waiting.wake(),
      idle: () => this.stop('idle_timeout'),
      expired: () => this.stop('limit'),
    })
  }

  /** Aborts when the response is stopped. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** The status has been sent: from now on nothing is held back. */
  commit(): void {
    this.#committed = true
    this.#waiting.wake()
  }

  /** Stops the response and its backend, whoever waits for what. */
  stop(code: StopCode): void {
    if (this.stopped) return
    this.stopped = code
    const reason = new StopReason(code)
    this.#controller.abort(reason)
    this.#waiting.stop(reason)
  }

  /** The failure of a response that ended as failed. */
  failure(): ApiError {
    return this.#failure.asApiError(this.#ready())
  }

  /** The strict stream. Throws an ApiError only before it is committed and has begun. */
  async *bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    this.#clock.start()
    try {
      for await (const out of this.#strict()) {
        if (!this.#open && this.#failure.isEarly(this.#ready())) throw this.failure()
        const bytes = this.#leaving(out)
        if (bytes.length === 0) continue
        // A client that does not read must not pass for a silent backend.
        this.#clock.hold()
        yield bytes
        this.#clock.release()
      }
    } catch (error) {
      const failure = apiErrorOf(error)
      if (!this.#open) throw failure
      if (this.stopped === 'client_closed') return
      const bytes = this.#leaving(this.#ready().fail(failure))
      if (bytes.length > 0) yield bytes
    } finally {
      this.#clock.stop()
      this.#finish()
    }
  }

  get #open(): boolean {
    return this.#committed || this.#begun
  }

  /** What the normalizer makes of the reply, nothing included: each step is looked at. */
  async *#strict(): AsyncGenerator<Uint8Array, void, undefined> {
    this.answer = yield* this.#attend(
      askBackend({ ...this.#init, signal: this.#controller.signal, report: this.#report }),
    )
    const { dialect, reply } = this.answer
    const normalizer = this.#ready(dialect)
    if (isJson(reply.headers['content-type'])) {
      const limit = this.#init.settings.limits?.outputBytes ?? JSON_LIMIT
      yield normalizer.push(yield* this.#attend(framesOfJson(reply.body, BACKENDS[dialect], limit)))
    } else {
      const chunks = new Chunks(reply.body)
      while (normalizer.state !== 'done') {
        const chunk = chunks.read()
        if (chunk) {
          this.#clock.heard(false)
          yield normalizer.push(chunk)
        } else if (!(yield* this.#attend(chunks.more()))) break
      }
    }
    yield normalizer.end()
  }

  /** Waits, with heartbeats once the status has been sent; the backend may not be silent for too long. */
  async *#attend<T>(work: Promise<T>): AsyncGenerator<Uint8Array, T, undefined> {
    for (;;) {
      const settled = await this.#waiting.wait(work)
      if (settled) return settled.done
      if (this.#committed) yield this.#heartbeat()
    }
  }

  #heartbeat(): Uint8Array {
    const { heartbeat } = this.#init.settings
    return (this.normalizer ?? createNormalizer({ dialect: 'responses', heartbeat })).heartbeat()
  }

  /** The normalizer; where a response fails before its backend's dialect is known, any will do. */
  #ready(dialect: BackendDialect = 'responses'): Normalizer {
    if (this.normalizer) return this.normalizer
    const { echoed, namespaced } = BACKENDS[dialect]
    const { request } = this.#init
    const normalizer = createNormalizer({
      ...this.#init.settings,
      dialect,
      request: echoed(request),
      onError: (error) => this.#onError(error),
      onRepair: (repair) => {
        this.tally.repair(repair)
        this.#init.settings.onRepair?.(repair)
      },
    })
    this.normalizer = namespacedNormalizer(normalizer, namespaced(request))
    return this.normalizer
  }

  #onError(error: unknown): void {
    this.#failure.note(error, this.normalizer?.lastSequenceNumber ?? -1)
    this.told = error instanceof ApiError ? (error.cause ?? error) : error
    this.#init.settings.onError?.(this.told)
  }

  /** What leaves now: nothing while only comments have come and the status is still open. */
  #leaving(out: Uint8Array): Uint8Array {
    if ((this.normalizer?.lastSequenceNumber ?? -1) >= 0 && out.length > 0) {
      this.tally.event()
      this.#begun = true
    }
    if (out.length > 0) this.#held.push(out)
    if (!this.#open || this.#held.length === 0) return EMPTY
    const bytes = this.#held.length === 1 ? out : Buffer.concat(this.#held)
    this.#held = []
    this.tally.bytes += bytes.length
    return bytes
  }

  readonly #report = (code: string, message: string): void => {
    const repair = { code, message }
    this.tally.repair(repair)
    this.#init.settings.onRepair?.(repair)
  }

  #finish(): void {
    const body = this.answer?.reply.body
    if (body && this.normalizer?.state === 'done' && !this.stopped) letGo(body)
    else this.#controller.abort()
  }
}
