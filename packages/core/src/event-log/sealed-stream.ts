import { type EventLog, EventLogError } from './event-log.js'
import type { LoggedFrames } from './logged-frames.js'
import { createReplay, type Replay, type ReplayOptions } from './replay.js'

/** What `EventLog.read` gives; where the writer is dead, the log is ended in its stead. */
export async function* sealedStream(
  log: EventLog,
  id: string,
  from: number,
  signal: AbortSignal,
  options: ReplayOptions,
): AsyncGenerator<LoggedFrames, void, undefined> {
  let next = from
  for (;;) {
    try {
      for await (const frames of log.read(id, next, signal)) {
        yield frames
        next = frames.last + 1
      }
      return
    } catch (error) {
      if (!isLost(error)) throw error
      await seal(log, id, error, options)
    }
  }
}

/** Whoever comes first ends the log; the others read on. */
async function seal(log: EventLog, id: string, lost: unknown, options: ReplayOptions): Promise<void> {
  const replay = await replayOf(log, id, options, Number.POSITIVE_INFINITY)
  // Without its beginning nobody can tell how it stands.
  if (!replay) throw lost
  const { frames, response } = replay.fail(lost)
  await log.seal(id, frames, response)
}

/** Reads a log up to event `last`, or to where its dead writer stopped; `undefined` where it is no longer whole. */
export async function replayOf(
  log: EventLog,
  id: string,
  options: ReplayOptions,
  last: number,
): Promise<Replay | undefined> {
  const replay = createReplay(id, options)
  const enough = new AbortController()
  let seen = -1
  if (last < 0) return replay
  try {
    for await (const frames of log.read(id, 0, enough.signal)) {
      if (frames.first !== seen + 1) return undefined
      replay.push(frames)
      seen = frames.last
      if (seen >= last) enough.abort()
    }
  } catch (error) {
    if (!isLost(error)) throw error
  }
  return replay
}

const isLost = (error: unknown): boolean => error instanceof EventLogError && error.code === 'writer_lost'
