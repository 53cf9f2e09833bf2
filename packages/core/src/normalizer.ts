import type { JsonObject } from './json.js'
import type { Dialect, NormalizerOptions, Outcome } from './options.js'

/** Turns the bytes of one route into a strict stream; synchronous, owns no timer and no socket. */
export interface Normalizer {
  /** Feeds what the route wrote. Returns whole frames, ready to write; empty while nothing is ready. Never throws for its input. */
  push(chunk: Uint8Array | string): Uint8Array
  /** The route is done: what is open closes, then the terminal event and `[DONE]`. */
  end(): Uint8Array
  /** The route broke: what is open closes, then `error`, `response.failed` and `[DONE]`. */
  fail(error: unknown): Uint8Array
  /** One heartbeat in the chosen style; empty where none may be sent. */
  heartbeat(): Uint8Array
  readonly state: 'detecting' | 'active' | 'foreign' | 'done'
  readonly outcome: Outcome | undefined
  readonly id: string | undefined
  readonly dialect: Dialect | undefined
  readonly lastSequenceNumber: number
  /** A snapshot of the Response as it stands. */
  response(): JsonObject
}

export declare function createNormalizer(options?: NormalizerOptions): Normalizer
