import type { Open, StopCode } from '@strict-responses/node'
import type { ApiError } from '../errors/api-error.js'
import { filled } from '../json.js'
import type { LogLine } from '../logger.js'
import type { ByteStream } from '../stream/commit-gate.js'
import type { ResponseStream } from '../stream/response-stream.js'
import { upstreamRequestId } from '../upstream/headers.js'
import type { Call, Reply } from './call.js'
import type { GatewayParts } from './gateway-parts.js'

/** What a client says stands in the log only so far. */
const LONGEST = 256

/** One request and its reply: its id, its line in the log, and the way to stop it. */
export class Exchange implements Open {
  before: Open | undefined
  after: Open | undefined
  readonly requestId: string
  /** The response, where one is asked for. */
  stream: ResponseStream | undefined
  model: unknown
  readonly #call: Call
  readonly #parts: GatewayParts
  readonly #cut = new AbortController()
  readonly #started = performance.now()
  #onStop: (() => void) | undefined
  #status = 0
  #error: ApiError | undefined
  #body = 0

  constructor(requestId: string, call: Call, parts: GatewayParts) {
    this.requestId = requestId
    this.#call = call
    this.#parts = parts
    parts.open.add(this)
    const left = (): void => this.stop('client_closed')
    if (call.signal.aborted) left()
    else call.signal.addEventListener('abort', left, { once: true })
  }

  stop(code: StopCode): void {
    this.stream?.stop(code)
    this.#onStop?.()
  }

  /** Calls `stop` when the reply is to end early, for what has no stream of its own. */
  onStop(stop: () => void): void {
    this.#onStop = stop
    if (this.#call.signal.aborted) stop()
  }

  cut(): void {
    this.#cut.abort()
  }

  /** The reply; `closed` of it ends the exchange. */
  reply(status: number, headers: Readonly<Record<string, string>>, body: string | ByteStream): Reply {
    this.#status = status
    if (typeof body === 'string') this.#body = Buffer.byteLength(body)
    return {
      status,
      headers: { ...headers, 'x-request-id': this.requestId },
      body,
      cut: this.#cut.signal,
      closed: () => this.#closed(),
    }
  }

  json(status: number, headers: Readonly<Record<string, string>>, value: unknown): Reply {
    return this.reply(status, { ...headers, 'content-type': 'application/json' }, JSON.stringify(value))
  }

  /** An error in OpenAI's form. */
  fail(error: ApiError): Reply {
    this.#error = error
    const told = error.cause !== undefined && error.cause === this.stream?.told
    if (!told && (error.cause !== undefined || error.status >= 500))
      this.#parts.settings.onError?.(error.cause ?? error)
    return this.json(error.status, error.headers, error)
  }

  #closed(): void {
    if (!this.#parts.open.delete(this)) return
    const { logger } = this.#parts.settings
    if (!logger) return
    const error = this.#error
    const fields = { ...this.#line(), ...(error && { code: error.code, error: error.message, cause: causeOf(error) }) }
    if (this.#status >= 500) logger.error(fields, 'request failed')
    else if (this.#status >= 400) logger.warn(fields, 'request refused')
    else logger.info(fields, 'request answered')
  }

  #line(): LogLine {
    const { stream } = this
    const normalizer = stream?.normalizer
    const tally = stream?.tally
    return {
      requestId: this.requestId,
      upstreamRequestId: stream?.answer && upstreamRequestId(stream.answer.reply.headers),
      route: `${this.#call.method} ${this.#call.paths[0]}`.slice(0, LONGEST),
      status: this.#status,
      dialect: stream?.answer?.dialect,
      model: filled(this.model)?.slice(0, LONGEST),
      responseId: normalizer?.id,
      outcome: normalizer?.outcome,
      stopped: stream?.stopped,
      events: (normalizer?.lastSequenceNumber ?? -1) + 1,
      repairs: tally?.repairs ?? {},
      bytes: this.#body || (tally?.bytes ?? 0),
      firstEventMs: tally?.firstEventMs,
      durationMs: Math.round((performance.now() - this.#started) * 10) / 10,
    }
  }
}

/** The name of what was thrown, for the log: messages of errors may hold addresses and keys. */
function causeOf({ cause }: ApiError): string | undefined {
  if (!(cause instanceof Error)) return undefined
  return `${cause.name}${(cause as NodeJS.ErrnoException).code === undefined ? '' : ` ${(cause as NodeJS.ErrnoException).code}`}`
}
