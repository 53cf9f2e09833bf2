import { checkOptions } from './check-options.js'
import type { JsonObject } from './json.js'
import { AGENT, WHOLE } from './normalizer-parts.js'
import type { Dialect, NormalizerOptions, Outcome } from './options.js'
import { StreamNormalizer } from './stream-normalizer.js'

/** Turns the bytes of one route into a strict stream; synchronous, owns no timer and no socket. */
export interface Normalizer {
  /**
   * Feeds what the route wrote. Returns whole frames, ready to write; empty while nothing is ready. Never throws for its
   * input. What leaves as it came is a view of the chunk: do not write to the chunk again until that has been sent.
   */
  push(chunk: Uint8Array | string): Uint8Array
  /** The route is done: what is open closes, then the terminal event and `[DONE]`. */
  end(): Uint8Array
  /** The route broke: what is open closes, then `error`, `response.failed` and `[DONE]`. */
  fail(error: unknown): Uint8Array
  /** One heartbeat in the chosen style; empty where none may be sent. */
  heartbeat(): Uint8Array
  /** `detecting` until the first deciding frame; `foreign` when the stream is none of ours and leaves as it came. */
  readonly state: 'detecting' | 'active' | 'foreign' | 'done'
  readonly outcome: Outcome | undefined
  /** Whether a limit ended the response: then the route has to be stopped. */
  readonly limited: boolean
  /** The response id that the client sees. */
  readonly id: string | undefined
  readonly dialect: Dialect | undefined
  /** The number of the last event that left; -1 before the first. */
  readonly lastSequenceNumber: number
  /** A snapshot of the Response as it stands. */
  response(): JsonObject
}

/**
 * Makes a normalizer for one stream.
 *
 * @param options See `NormalizerOptions`; each has a default.
 * @throws TypeError for options that contradict each other or are not of their type.
 * @example
 * const normalizer = createNormalizer({ path: '/v1/responses' })
 * for await (const chunk of upstream) client.write(normalizer.push(chunk))
 * client.end(normalizer.end())
 */
export function createNormalizer(options: NormalizerOptions = {}): Normalizer {
  checkOptions(options)
  return new StreamNormalizer(options, WHOLE)
}

/** A normalizer that takes values instead of bytes, as `streamResponse` needs it. */
export interface ValueNormalizer extends Normalizer {
  /** Takes one value that an agent yielded. */
  take(value: unknown): Uint8Array
}

/** Makes a normalizer for the values that an agent yields. */
export function createValueNormalizer(options: NormalizerOptions = {}): ValueNormalizer {
  checkOptions(options)
  return new StreamNormalizer({ ...options, dialect: 'text' }, AGENT)
}
