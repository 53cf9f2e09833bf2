import type { JsonObject } from '../json.js'
import type { LoggedFrames } from './logged-frames.js'

/** What a log knows of a response, apart from its frames. */
export interface LoggedResponse {
  /** The body of the request that the response answers, where its writer gave it. */
  readonly request: JsonObject | undefined
  /** The Response as it ended; `undefined` while it is in progress. */
  readonly response: JsonObject | undefined
  /** The `sequence_number` of the first event that is still kept: above 0 where the log had to drop the beginning. */
  readonly first: number
  /** The `sequence_number` of the last event; -1 before the first. */
  readonly last: number
  /** Whether a writer has the lease. */
  readonly writing: boolean
}

/** What a writer says when it opens a log. */
export interface OpenLog {
  /** The body of the request, kept with the Response. */
  readonly request?: JsonObject | undefined
}

/** The one writer of a response. It holds a lease, which ends with its process: then readers do not wait for it for ever. */
export interface EventLogWriter {
  /** Aborts when somebody, in any process, asks for the response to be cancelled. */
  readonly cancelled: AbortSignal
  /**
   * Adds frames; resolves when they are kept, and rejects with an `EventLogError` (`lost`) where they are not: then nothing
   * more is kept of this response. Called with the next frames only after it has resolved.
   */
  append(frames: LoggedFrames): Promise<void>
  /** Keeps the lease; called a few times in each `leaseMs`. Never rejects: a lease that cannot be kept runs out. */
  renew(): Promise<void>
  /** The response has ended so: readers end behind the last frame. Rejects as `append` does. */
  end(response: JsonObject): Promise<void>
}

/**
 * Keeps the frames of responses for as long as clients may come back for them. Every log behaves alike: the tests of
 * `memoryEventLog` and of `@strict-responses/redis` are one suite, test/resume/event-log-suite.ts.
 *
 * A log keeps bytes; it does not read them. `resumeStream`, `currentResponse` and `cancelResponse` do the rest.
 */
export interface EventLog {
  /** Milliseconds after which a writer that has not renewed its lease counts as dead. */
  readonly leaseMs: number
  /** Starts the log of a response; `undefined` where the id is known already, since an id must name one response. */
  open(id: string, options?: OpenLog): Promise<EventLogWriter | undefined>
  /** What is known of a response; `undefined` where the id is unknown or has expired. */
  get(id: string): Promise<LoggedResponse | undefined>
  /**
   * The frames that end with event `from` or a later one, in order; then what is appended, as it comes, to the end of the
   * response. Returns early, without an error, when `signal` aborts.
   *
   * @throws EventLogError `not_found`, `writer_lost` (no end and no lease: see `seal`), `unavailable` (the store does not answer).
   */
  read(id: string, from: number, signal: AbortSignal): AsyncIterable<LoggedFrames>
  /** Asks the writer, wherever it runs, to stop; `false` where the response is unknown or has ended. */
  cancel(id: string): Promise<boolean>
  /**
   * Ends a response whose writer is dead, with the frames of its end; its writer, should it live after all, loses the log.
   * Where it died behind its last event there are none: `bytes` is empty, and `last` the number before `first`.
   * Atomic: `false`, and nothing is kept, where `frames.first` is not the number that comes next, or the response has ended.
   */
  seal(id: string, frames: LoggedFrames, response: JsonObject): Promise<boolean>
}

/** What can be wrong with a log; `lost` and `writer_lost` are the writer's and the readers' view of the same. */
export type EventLogErrorCode = 'not_found' | 'expired' | 'id_taken' | 'lost' | 'writer_lost' | 'unavailable'

const MESSAGES: Readonly<Record<EventLogErrorCode, string>> = {
  not_found: 'The event log knows no response with this id.',
  expired: 'The event log no longer keeps all events of the response.',
  id_taken: 'The event log keeps another response with this id: this one cannot be resumed.',
  lost: 'The event log no longer keeps the response: it cannot be resumed from here on.',
  writer_lost: 'The response was interrupted: the server that made it has stopped.',
  unavailable: 'The event log could not be read.',
}

/** What went wrong with a log. */
export class EventLogError extends Error {
  override readonly name = 'EventLogError' as const
  readonly code: EventLogErrorCode
  /** The convention of http-errors: this message may be shown to the client; `cause` never is. */
  readonly expose = true

  constructor(code: EventLogErrorCode, cause?: unknown) {
    super(MESSAGES[code], cause === undefined ? undefined : { cause })
    this.code = code
  }
}
