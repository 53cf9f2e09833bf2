import type { NormalizerOptions } from '@strict-responses/core'

/** Options of every adapter: the normalizer's, with the same names and defaults everywhere. */
export interface StrictResponsesOptions extends NormalizerOptions {
  /**
   * Milliseconds that status and headers wait for the first event, so that an error before it is a real HTTP error in
   * OpenAI's form; `Infinity` waits as long as it takes. Defaults to `0`: they leave when the route sends them.
   */
  readonly commitAfter?: number | undefined
}
