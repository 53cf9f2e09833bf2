import type { JsonObject } from '../json.js'
import { type EventLog, EventLogError, type EventLogWriter, type LoggedResponse, type OpenLog } from './event-log.js'
import type { LoggedFrames } from './logged-frames.js'
import { boundsOf, type MemoryBounds, type MemoryEventLogOptions } from './memory-bounds.js'
import { MemoryStream } from './memory-stream.js'
import { WaitingReader } from './waiting-reader.js'

/**
 * An event log in the memory of this process. Beyond a bound the oldest responses go first, those that have ended before
 * those in progress; it has no timer of its own.
 *
 * @throws TypeError for a bound that is not a number above 0.
 * @example
 * const eventLog = memoryEventLog({ ageMs: 5 * 60_000 })
 * app.use(strictResponses({ eventLog }), resumeResponses({ eventLog }))
 */
export function memoryEventLog(options: MemoryEventLogOptions = {}): EventLog {
  return new MemoryEventLog(options)
}

class MemoryEventLog implements EventLog {
  readonly leaseMs: number
  readonly #bounds: MemoryBounds
  readonly #now: () => number
  /** Oldest first. */
  readonly #streams = new Map<string, MemoryStream>()
  #bytes = 0

  constructor(options: MemoryEventLogOptions) {
    this.#bounds = boundsOf(options)
    this.leaseMs = this.#bounds.leaseMs
    this.#now = options.now ?? Date.now
  }

  async open(id: string, { request }: OpenLog = {}): Promise<EventLogWriter | undefined> {
    this.#expire()
    if (this.#streams.has(id)) return undefined
    const stream = new MemoryStream(request)
    this.#streams.set(id, stream)
    this.#bytes += stream.bytes
    const write = (work: () => void): Promise<void> => {
      if (!stream.gone && !stream.response) this.#change(stream, work)
      else return Promise.reject(new EventLogError('lost'))
      return stream.gone ? Promise.reject(new EventLogError('lost')) : KEPT
    }
    this.#change(stream, () => {})
    return {
      cancelled: stream.cancelled.signal,
      append: (frames) => write(() => stream.append(frames)),
      end: (response) => write(() => stream.end(response)),
      renew: () => {
        this.#renew(stream)
        return KEPT
      },
    }
  }

  async get(id: string): Promise<LoggedResponse | undefined> {
    this.#expire()
    return this.#streams.get(id)?.state(this.#now())
  }

  async *read(id: string, from: number, signal: AbortSignal): AsyncGenerator<LoggedFrames, void, undefined> {
    this.#expire()
    const stream = this.#streams.get(id)
    if (!stream) throw new EventLogError('not_found')
    const reader = new WaitingReader(signal)
    stream.readers.add(reader)
    try {
      for (let place = stream.placeOf(from); !signal.aborted; ) {
        const frames = stream.at(place)
        if (frames) {
          place++
          yield frames
        } else if (stream.response) return
        else if (stream.gone) throw new EventLogError('expired')
        else {
          const lease = stream.leasedUntil - this.#now()
          if (lease <= 0) throw new EventLogError('writer_lost')
          await reader.changed(lease)
        }
      }
    } finally {
      stream.readers.delete(reader)
      reader.close()
    }
  }

  async cancel(id: string): Promise<boolean> {
    this.#expire()
    const stream = this.#streams.get(id)
    if (!stream || stream.response) return false
    stream.cancelled.abort()
    return true
  }

  async seal(id: string, frames: LoggedFrames, response: JsonObject): Promise<boolean> {
    const stream = this.#streams.get(id)
    if (!stream || stream.response || stream.last + 1 !== frames.first) return false
    this.#change(stream, () => {
      if (frames.bytes.length > 0) stream.append(frames)
      stream.end(response)
    })
    return true
  }

  /** Changes a stream, then keeps the bounds: it may go itself. */
  #change(stream: MemoryStream, work: () => void): void {
    const before = stream.bytes
    work()
    this.#bytes += stream.bytes - before
    this.#renew(stream)
    const { streams, bytes } = this.#bounds
    while (this.#streams.size > streams || this.#bytes > bytes) this.#dropOldest()
  }

  #renew(stream: MemoryStream): void {
    stream.touched = this.#now()
    stream.leasedUntil = stream.touched + this.leaseMs
  }

  #expire(): void {
    const oldest = this.#now() - this.#bounds.ageMs
    for (const [id, stream] of this.#streams) if (stream.touched <= oldest) this.#drop(id, stream)
  }

  #dropOldest(): void {
    for (const [id, stream] of this.#streams) if (stream.response) return this.#drop(id, stream)
    for (const [id, stream] of this.#streams) return this.#drop(id, stream)
  }

  #drop(id: string, stream: MemoryStream): void {
    this.#streams.delete(id)
    this.#bytes -= stream.bytes
    stream.drop()
  }
}

/** One promise for all: writing is the live path. */
const KEPT: Promise<void> = Promise.resolve()
