import { tell } from '../callbacks.js'
import { type EventLog, EventLogError } from './event-log.js'
import { bytesAfter, isEnd, type LoggedFrames } from './logged-frames.js'
import { failedTail, type ReplayOptions } from './replay.js'
import { replayOf, sealedStream } from './sealed-stream.js'

/** Where and how to read on. */
export interface ResumeStreamOptions extends ReplayOptions {
  /** The `sequence_number` of the last event that the client has seen. Defaults to -1: it has seen none. */
  readonly startingAfter?: number | undefined
  /** Ends the reading, without an error. */
  readonly signal?: AbortSignal | undefined
  /** Told what broke, where the stream ends as failed because of the log. */
  readonly onError?: ((error: unknown) => void) | undefined
}

/**
 * A logged stream from behind an event: the bytes that left the first time, then what comes, to the end. It always ends
 * strictly: where the writer has died, or the log breaks, that is a failed response, never a hole and never silence.
 *
 * @param log Where the stream is kept.
 * @param id The response.
 * @throws EventLogError Before the first bytes: `not_found`, or `expired` where what follows `startingAfter` is no longer kept.
 * @example
 * for await (const bytes of resumeStream(eventLog, 'resp_1', { startingAfter: 41 })) res.write(bytes)
 */
export async function* resumeStream(
  log: EventLog,
  id: string,
  options: ResumeStreamOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const { startingAfter = -1, signal = new AbortController().signal } = options
  let seen = startingAfter
  let last: LoggedFrames | undefined
  try {
    for await (const frames of sealedStream(log, id, Math.max(0, startingAfter), signal, options)) {
      if (frames.first > seen + 1) throw new EventLogError('expired')
      const bytes = bytesAfter(frames, seen)
      seen = Math.max(seen, frames.last)
      last = frames
      if (bytes.length > 0) yield bytes
    }
    // A client may have seen more of a stream than its writer could save before it died.
    if (!last && !signal.aborted) yield failedTail(id, seen, new EventLogError('writer_lost'), options)
  } catch (error) {
    if (!last && isGone(error)) throw error
    tell(options, 'onError', error)
    if (last && isEnd(last)) return
    yield await brokenEnd(log, id, seen, asLogError(error), options)
  }
}

/** The end of a stream whose log broke behind event `seen`. */
async function brokenEnd(
  log: EventLog,
  id: string,
  seen: number,
  error: EventLogError,
  options: ResumeStreamOptions,
): Promise<Uint8Array> {
  // A log that cannot be read at all was not readable before either.
  const replay =
    error.code === 'unavailable' ? undefined : await replayOf(log, id, options, seen).catch(() => undefined)
  return replay ? replay.fail(error).frames.bytes : failedTail(id, seen, error, options)
}

const isGone = (error: unknown): boolean =>
  error instanceof EventLogError && (error.code === 'not_found' || error.code === 'expired')

const asLogError = (error: unknown): EventLogError =>
  error instanceof EventLogError ? error : new EventLogError('unavailable', error)
