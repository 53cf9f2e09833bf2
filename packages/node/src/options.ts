import type { EventLog, NormalizerOptions } from '@strict-responses/core'

/** Options of every adapter: the normalizer's, with the same names and defaults everywhere. */
export interface StrictResponsesOptions extends NormalizerOptions {
  /**
   * Milliseconds that status and headers wait for the first event, so that an error before it is a real HTTP error in
   * OpenAI's form; `Infinity` waits as long as it takes. Defaults to `0`: they leave when the route sends them.
   */
  readonly commitAfter?: number | undefined
  /** Where streams are kept, so that `resumeResponses` can give them back; not those with `store: false`. Defaults to none. */
  readonly eventLog?: EventLog | undefined
  /**
   * What a kept stream does when its client leaves: `abort` stops the route, `continue` lets it go on to its end, and never
   * lets it know. A request with `background: true` always goes on. Defaults to `abort`.
   */
  readonly onDisconnect?: 'abort' | 'continue' | undefined
}
