import type { JsonObject } from '../json.js'
import { type EventLog, EventLogError } from './event-log.js'
import type { ReplayOptions } from './replay.js'
import { replayOf, sealedStream } from './sealed-stream.js'

/**
 * The Response of a log as it stands; `undefined` where the id is unknown or has expired. A response whose writer is dead
 * has failed.
 *
 * @throws EventLogError `expired` where the events of a response in progress are no longer kept, `unavailable`.
 * @example
 * const response = await currentResponse(eventLog, 'resp_1')
 */
export async function currentResponse(
  log: EventLog,
  id: string,
  options: ReplayOptions = {},
): Promise<JsonObject | undefined> {
  const logged = await log.get(id)
  if (!logged || logged.response) return logged?.response
  // It is open, and its first frame is on its way.
  if (logged.last < 0 && logged.writing) return undefined
  if (!logged.writing) {
    await ended(log, id, logged.last + 1, log.leaseMs, options)
    const sealed = await log.get(id)
    if (sealed?.response) return sealed.response
  }
  const replay = await replayOf(log, id, options, logged.last)
  if (!replay) throw new EventLogError('expired')
  return replay.response()
}

/**
 * Asks for a response to be cancelled, wherever it runs, and waits for its end.
 *
 * @param log Where the response is kept.
 * @param id Id of the response.
 * @param options As `currentResponse`; `waitMs` is how many milliseconds to wait for the end, 10,000 by default.
 * @returns The Response as it then stands: one that had ended stays as it was; `undefined` where the id is unknown.
 * @throws EventLogError As `currentResponse`.
 * @example
 * const response = await cancelResponse(eventLog, 'resp_1')
 */
export async function cancelResponse(
  log: EventLog,
  id: string,
  { waitMs = 10_000, ...options }: ReplayOptions & { readonly waitMs?: number | undefined } = {},
): Promise<JsonObject | undefined> {
  const logged = await log.get(id)
  if (logged && (await log.cancel(id))) await ended(log, id, logged.last + 1, waitMs, options)
  return currentResponse(log, id, options)
}

/** Waits for the end of a response, for `ms` at most. */
async function ended(log: EventLog, id: string, from: number, ms: number, options: ReplayOptions): Promise<void> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), ms)
  try {
    for await (const _frames of sealedStream(log, id, from, late.signal, options));
  } finally {
    clearTimeout(timer)
  }
}
