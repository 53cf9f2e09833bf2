import {
  type EventLog,
  type JsonObject,
  type Normalizer,
  type NormalizerOptions,
  recordStream,
  requestBody,
  type StreamRecorder,
} from '@strict-responses/core'
import type { StopCode } from '../stop-reason.js'

/** The part of a stream that its log needs. */
export interface RecordedStream {
  readonly normalizer: Normalizer
  stop(code: StopCode): void
  /** The log keeps up again. */
  logDrained(): void
  /** Nothing more is kept: the stream cannot outlive its client. */
  logLost(error: unknown): void
}

/** The log of one stream. */
export class StreamLog {
  /** Whether the route goes on when its client leaves. */
  readonly #wanted: boolean
  readonly #stream: RecordedStream
  readonly #recorder: StreamRecorder
  readonly #renewMs: number
  #renewing: NodeJS.Timeout | undefined
  #cancelled = false

  constructor(log: EventLog, continues: boolean, request: JsonObject | undefined, stream: RecordedStream) {
    this.#wanted = continues
    this.#stream = stream
    this.#renewMs = log.leaseMs / 3
    this.#recorder = recordStream(log, request, {
      drained: () => stream.logDrained(),
      cancelled: () => {
        this.#cancelled = true
        stream.stop('cancelled')
      },
      lost: (error) => {
        clearInterval(this.#renewing)
        stream.logLost(error)
      },
    })
  }

  /** Whether the route can go on without its client. */
  get continues(): boolean {
    return this.#wanted && !this.#recorder.closed
  }

  /** Whether the route should wait for the log. */
  get behind(): boolean {
    return this.#recorder.behind
  }

  readonly onFrames: NonNullable<NormalizerOptions['onFrames']> = (first, last, bytes) => {
    const { normalizer } = this.#stream
    this.#renewing ??= setInterval(() => this.#recorder.renew(), this.#renewMs).unref()
    if (normalizer.state === 'done') this.#recorder.end(this.#ended(normalizer.response()))
    this.#recorder.frames(String(normalizer.id), { first, last, bytes })
  }

  /** Calls `done` once the log has all that was given to it. */
  taken(done: () => void): void {
    this.#recorder.taken(done)
  }

  /** The stream is over; `done` is called once the log has its end. */
  close(done: () => void): void {
    this.taken(() => {
      clearInterval(this.#renewing)
      done()
    })
  }

  /** The events know no cancelled response, but what is retrieved does. */
  #ended(response: JsonObject): JsonObject {
    return this.#cancelled ? { ...response, status: 'cancelled', error: null } : response
  }
}

/** The part of the options and the request that says whether and how a stream is kept. */
export interface LogOptions extends Pick<NormalizerOptions, 'request' | 'path' | 'resume' | 'onError'> {
  readonly eventLog?: EventLog | undefined
  readonly onDisconnect?: 'abort' | 'continue' | undefined
}

/** A stream that is itself read from where it is kept. */
const RETRIEVED = /\/responses\/[^/]+\/?$/

/** The log of a stream, where it is to have one: not for `store: false`, and not for what is only read again. */
export function logFor(options: LogOptions, method: string | undefined, stream: RecordedStream): StreamLog | undefined {
  const { eventLog, onDisconnect, path = '', resume } = options
  if (!eventLog || resume || (method === 'GET' && RETRIEVED.test(path))) return undefined
  const request = requestBody(options)
  if (request?.['store'] === false) return undefined
  return new StreamLog(eventLog, onDisconnect === 'continue' || request?.['background'] === true, request, stream)
}
