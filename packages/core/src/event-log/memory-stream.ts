import type { JsonObject } from '../json.js'
import type { LoggedResponse } from './event-log.js'
import type { LoggedFrames } from './logged-frames.js'
import type { WaitingReader } from './waiting-reader.js'

/** What frames cost beside their bytes. */
const ENTRY_BYTES = 100

/** One response in memory. */
export class MemoryStream {
  readonly request: JsonObject | undefined
  readonly cancelled: AbortController = new AbortController()
  /** The Response, once it has ended. */
  response: JsonObject | undefined
  /** Roughly what it takes. */
  bytes = 0
  /** When it was last written, and until when its writer has the lease: milliseconds of the clock. */
  touched = 0
  leasedUntil = 0
  /** Whether it is kept no longer. */
  gone = false
  readonly #entries: LoggedFrames[] = []
  readonly readers: Set<WaitingReader> = new Set()

  constructor(request: JsonObject | undefined) {
    this.request = request
    this.bytes = ENTRY_BYTES + sizeOf(request)
  }

  get last(): number {
    return this.#entries.at(-1)?.last ?? -1
  }

  state(now: number): LoggedResponse {
    const { request, response, last } = this
    return { request, response, first: 0, last, writing: !response && this.leasedUntil > now }
  }

  append(frames: LoggedFrames): void {
    this.#entries.push(frames)
    this.bytes += frames.bytes.length + ENTRY_BYTES
    this.#wake()
  }

  end(response: JsonObject): void {
    this.response = response
    this.bytes += sizeOf(response)
    this.#wake()
  }

  drop(): void {
    this.gone = true
    this.#wake()
  }

  /** The place of the first frames that end with event `from` or later. */
  placeOf(from: number): number {
    let [low, high] = [0, this.#entries.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#entries[middle] as LoggedFrames).last < from) low = middle + 1
      else high = middle
    }
    return low
  }

  at(place: number): LoggedFrames | undefined {
    return this.#entries[place]
  }

  #wake(): void {
    for (const reader of this.readers) reader.wake()
  }
}

const sizeOf = (value: JsonObject | undefined): number => (value ? JSON.stringify(value).length : 0)
