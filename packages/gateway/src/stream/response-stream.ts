import { createNormalizer, intervalsOf, type Normalizer, type Repair } from '@strict-responses/core'
import { type StopCode, StopReason, StreamClock } from '@strict-responses/node'
import { ApiError } from '../errors/api-error.js'
import { apiErrorOf } from '../errors/api-error-of.js'
import type { BackendDialect } from '../options.js'
import type { Conversation } from '../request/conversation.js'
import { type Answer, type Asking, askBackend } from '../upstream/ask-backend.js'
import { BACKENDS } from '../upstream/backend-dialects.js'
import { backendNormalizer } from './backend-normalizer.js'
import { Chunks } from './chunks.js'
import { framesOfJson, isJson } from './json-reply.js'
import { letGo } from './let-go.js'
import { Outlet } from './outlet.js'
import { Recording } from './recording.js'
import { Tally } from './tally.js'
import { UpstreamFailure } from './upstream-failure.js'
import { type Interruptible, Waiting } from './waiting.js'

const JSON_LIMIT = 64 * 1024 * 1024

/** What a response is made from. */
export type ResponseInit = Omit<Asking, 'signal' | 'report'> & Conversation

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
  /** What is waited for at the moment. */
  #interrupted: Interruptible = this.#waiting
  readonly #failure = new UpstreamFailure()
  readonly #clock: StreamClock
  readonly #recording: Recording | undefined
  readonly #outlet: Outlet

  constructor(init: ResponseInit) {
    this.#init = init
    this.#clock = new StreamClock(intervalsOf(init.settings), {
      heartbeat: () => this.#interrupted.wake(),
      idle: () => this.stop('idle_timeout'),
      expired: () => this.stop('limit'),
    })
    const { kept, settings } = init
    this.#recording =
      kept && settings.eventLog
        ? new Recording(settings.eventLog, kept, {
            cancelled: () => this.stop('cancelled'),
            lost: (error) => settings.onError?.(error),
          })
        : undefined
    this.#outlet = new Outlet(this.tally, this.#recording)
  }

  /** Aborts when the response is stopped. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** The status has been sent: from now on nothing is held back. */
  commit(): void {
    this.#outlet.committed = true
    this.#interrupted.wake()
  }

  /** Stops the response and its backend, whoever waits for what. */
  stop(code: StopCode): void {
    if (this.stopped || (code === 'client_closed' && this.#init.continues)) return
    this.stopped = code
    const reason = new StopReason(code)
    this.#controller.abort(reason)
    this.#interrupted.stop(reason)
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
        if (!this.#outlet.open && this.#failure.isEarly(this.#ready())) throw this.failure()
        const bytes = this.#leaving(out)
        if (bytes.length === 0) continue
        await this.#recording?.kept(this.normalizer?.state === 'done')
        // A client that does not read must not pass for a silent backend.
        this.#clock.hold()
        yield bytes
        this.#clock.release()
      }
    } catch (error) {
      const failure = apiErrorOf(error)
      if (!this.#outlet.open) throw failure
      if (this.stopped === 'client_closed') return
      const bytes = this.#leaving(this.#ready().fail(failure))
      if (bytes.length > 0) yield bytes
    } finally {
      this.#clock.stop()
      this.#finish()
    }
  }

  /** What the normalizer makes of the reply, nothing included: each step is looked at. */
  async *#strict(): AsyncGenerator<Uint8Array, void, undefined> {
    this.answer = yield* this.#attend(
      askBackend({
        ...this.#init,
        signal: this.#controller.signal,
        report: (code, message) => this.#onRepair({ code, message }),
      }),
    )
    const { dialect, reply } = this.answer
    const normalizer = this.#ready(dialect)
    if (isJson(reply.headers['content-type'])) {
      const limit = this.#init.settings.limits?.outputBytes ?? JSON_LIMIT
      yield normalizer.push(yield* this.#attend(framesOfJson(reply.body, BACKENDS[dialect], limit)))
    } else {
      const chunks = new Chunks(reply.body)
      this.#interrupted = chunks
      if (this.stopped) chunks.stop(this.#controller.signal.reason)
      while (normalizer.state !== 'done') {
        const chunk = chunks.read()
        if (chunk) {
          this.#clock.heard(false)
          yield normalizer.push(chunk)
          continue
        }
        const more = await chunks.more()
        if (more === 'end') break
        if (more === 'woken' && this.#outlet.committed) yield this.#heartbeat()
      }
    }
    yield normalizer.end()
  }

  /** Waits, with heartbeats once the status has been sent; the backend may not be silent for too long. */
  async *#attend<T>(work: Promise<T>): AsyncGenerator<Uint8Array, T, undefined> {
    for (;;) {
      const settled = await this.#waiting.wait(work)
      if (settled) return settled.done
      if (this.#outlet.committed) yield this.#heartbeat()
    }
  }

  #heartbeat(): Uint8Array {
    const { heartbeat } = this.#init.settings
    return (this.normalizer ?? createNormalizer({ dialect: 'responses', heartbeat })).heartbeat()
  }

  /** The normalizer; where a response fails before its backend's dialect is known, any will do. */
  #ready(dialect: BackendDialect = 'responses'): Normalizer {
    this.normalizer ??= backendNormalizer(dialect, this.#init, {
      onError: (error) => this.#onError(error),
      onRepair: (repair) => this.#onRepair(repair),
    })
    return this.normalizer
  }

  #onError(error: unknown): void {
    this.#failure.note(error, this.normalizer?.lastSequenceNumber ?? -1)
    this.told = error instanceof ApiError ? (error.cause ?? error) : error
    this.#init.settings.onError?.(this.told)
  }

  #onRepair(repair: Repair): void {
    this.tally.repair(repair)
    this.#init.settings.onRepair?.(repair)
  }

  #leaving(out: Uint8Array): Uint8Array {
    return this.#outlet.leave(out, this.normalizer)
  }

  #finish(): void {
    // Who reads on elsewhere must not wait for what comes no more.
    if (this.#recording && this.#outlet.begun && this.normalizer?.state !== 'done')
      this.#leaving(this.#ready().fail(new StopReason(this.stopped ?? 'client_closed')))
    this.#recording?.over()
    const body = this.answer?.reply.body
    if (body && this.normalizer?.state === 'done' && !this.stopped) letGo(body)
    else this.#controller.abort()
  }
}
