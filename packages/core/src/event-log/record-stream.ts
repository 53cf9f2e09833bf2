import type { JsonObject } from '../json.js'
import { type EventLog, EventLogError, type EventLogWriter } from './event-log.js'
import { joinFrames, type LoggedFrames } from './logged-frames.js'

/** Bytes that may wait for the log before `behind` says so: a write of a slow store, not an outage. */
const HIGH_WATER = 1024 * 1024

/** What a recorder tells the stream that it records. */
export interface RecorderEvents {
  /** The log keeps up again, after `behind` was true. */
  drained(): void
  /** Somebody asks for the response to be cancelled. */
  cancelled(): void
  /** Nothing more is kept of the stream; not called after its end. */
  lost(error: unknown): void
}

/** Writes one stream to an event log: in order, one write at a time, what comes meanwhile as one. Never throws or rejects. */
export interface StreamRecorder {
  /** What `onFrames` of a normalizer is told; the first call opens the log of `id`. */
  frames(id: string, frames: LoggedFrames): void
  /** The stream has ended so. */
  end(response: JsonObject): void
  /** Keeps the lease; to be called every third of the log's `leaseMs` until `closed`. */
  renew(): void
  /** Calls `done` once the log has what was given so far, or is lost. */
  taken(done: () => void): void
  /** Whether more waits for the log than should. */
  readonly behind: boolean
  /** Whether the log has the end, or is lost. */
  readonly closed: boolean
}

/**
 * Makes the recorder of one stream.
 *
 * @param log Where it is kept.
 * @param request The body of the request, kept with the Response.
 * @param events What the stream is told.
 * @example
 * const recorder = recordStream(log, body, { drained, cancelled, lost })
 * const normalizer = createNormalizer({
 *   onFrames: (first, last, bytes) => recorder.frames(normalizer.id, { first, last, bytes }),
 * })
 */
export function recordStream(log: EventLog, request: JsonObject | undefined, events: RecorderEvents): StreamRecorder {
  return new Recorder(log, request, events)
}

class Recorder implements StreamRecorder {
  closed = false
  behind = false
  readonly #log: EventLog
  readonly #request: JsonObject | undefined
  readonly #events: RecorderEvents
  #writer: EventLogWriter | undefined
  #waiting: LoggedFrames[] = []
  #bytes = 0
  #response: JsonObject | undefined
  #takers: (() => void)[] = []
  #writing = false

  constructor(log: EventLog, request: JsonObject | undefined, events: RecorderEvents) {
    this.#log = log
    this.#request = request
    this.#events = events
  }

  frames(id: string, frames: LoggedFrames): void {
    if (this.closed) return
    this.#waiting.push(frames)
    this.#bytes += frames.bytes.length
    this.behind = this.#bytes > HIGH_WATER
    this.#write(id)
  }

  end(response: JsonObject): void {
    this.#response = response
  }

  renew(): void {
    void this.#writer?.renew()
  }

  taken(done: () => void): void {
    if (this.#writing) this.#takers.push(done)
    else queueMicrotask(done)
  }

  #write(id: string): void {
    if (this.#writing) return
    this.#writing = true
    this.#run(id).catch((error: unknown) => this.#lost(error))
  }

  async #run(id: string): Promise<void> {
    this.#writer ??= await this.#open(id)
    // What else this tick brings belongs to the same write.
    await undefined
    for (;;) {
      const frames = joinFrames(this.#waiting)
      if (!frames) break
      const takers = this.#takers
      this.#waiting = []
      this.#takers = []
      await this.#writer.append(frames)
      this.#took(frames.bytes.length)
      // The end belongs to the last frames.
      if (this.#response) this.#takers.unshift(...takers)
      else for (const taker of takers) taker()
    }
    if (this.#response) {
      await this.#writer.end(this.#response)
      this.closed = true
    }
    this.#idle()
  }

  async #open(id: string): Promise<EventLogWriter> {
    const writer = await this.#log.open(id, { request: this.#request })
    if (!writer) throw new EventLogError('id_taken')
    writer.cancelled.addEventListener('abort', () => this.#events.cancelled(), { once: true })
    if (writer.cancelled.aborted) this.#events.cancelled()
    return writer
  }

  #took(bytes: number): void {
    this.#bytes -= bytes
    if (!this.behind || this.#bytes > HIGH_WATER) return
    this.behind = false
    this.#events.drained()
  }

  #idle(): void {
    this.#writing = false
    const takers = this.#takers
    this.#takers = []
    for (const taker of takers) taker()
  }

  #lost(error: unknown): void {
    this.closed = true
    this.#waiting = []
    this.#idle()
    this.#took(this.#bytes)
    this.#events.lost(error)
  }
}
