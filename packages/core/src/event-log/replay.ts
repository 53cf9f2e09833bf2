import type { JsonObject } from '../json.js'
import { createNormalizer } from '../normalizer.js'
import type { NormalizerOptions } from '../options.js'
import { randomId } from '../random-id.js'
import { encoder } from '../sse/utf8.js'
import type { LoggedFrames } from './logged-frames.js'

/** How a stream reads that somebody else wrote: the options of its writer, as far as they shape its end. */
export type ReplayOptions = Pick<NormalizerOptions, 'profile' | 'done' | 'errorShape' | 'errorCodes' | 'heartbeat'>

/** The end of a stream that broke off: its frames, and its Response. */
export interface FailedEnd {
  readonly frames: LoggedFrames
  readonly response: JsonObject
}

/** A logged stream, read again to know how it stands and how it would end. */
export interface Replay {
  push(frames: LoggedFrames): void
  /** The Response as it stands. */
  response(): JsonObject
  /** Closes what is open and fails; numbered as the log goes on. */
  fail(error: unknown): FailedEnd
}

const NO_LIMITS = {
  frameBytes: Number.POSITIVE_INFINITY,
  outputBytes: Number.POSITIVE_INFINITY,
  items: Number.POSITIVE_INFINITY,
}

export function createReplay(id: string, options: ReplayOptions): Replay {
  const normalizer = createNormalizer({
    ...endingOptions(options),
    heartbeat: options.heartbeat,
    dialect: 'responses',
    unknownEvents: 'pass',
    limits: NO_LIMITS,
    generateId: (prefix) => (prefix === 'resp' ? id : randomId(prefix)),
  })
  let last = -1
  return {
    push(frames) {
      normalizer.push(frames.bytes)
      last = frames.last
    },
    response: () => normalizer.response(),
    fail(error) {
      const from = normalizer.lastSequenceNumber
      const text = new TextDecoder().decode(normalizer.fail(error))
      const bytes = encoder.encode(renumbered(text, last - from))
      const events = normalizer.lastSequenceNumber - from
      return { frames: { first: last + 1, last: last + events, bytes }, response: normalizer.response() }
    },
  }
}

/** The end of a stream of which only the last number is known: no more than the failure itself, from `after + 1`. */
export function failedTail(id: string, after: number, error: unknown, options: ReplayOptions): Uint8Array {
  if (after < 0) return createReplay(id, options).fail(error).frames.bytes
  const resume = { startingAfter: after }
  return createNormalizer({ ...endingOptions(options), resume, generateId: () => id }).fail(error)
}

function endingOptions({ profile, done, errorShape, errorCodes }: ReplayOptions): NormalizerOptions {
  return { profile, done, errorShape, errorCodes }
}

/** Numbered heartbeats are in the log, but not in what is made of it. */
function renumbered(frames: string, offset: number): string {
  if (offset === 0) return frames
  return frames.replace(/^data: (\{.*)$/gm, (_line, json: string) => {
    const event: JsonObject = JSON.parse(json)
    return `data: ${JSON.stringify({ ...event, sequence_number: Number(event['sequence_number']) + offset })}`
  })
}
