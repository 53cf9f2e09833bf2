import { createNormalizer, intervalsOf, milliseconds } from '@strict-responses/core'
import type { StrictResponsesOptions } from './options.js'

/** Throws a TypeError for wrong options when a server starts, not with its first stream. */
export function checkOptions(options: StrictResponsesOptions): void {
  intervalsOf(options)
  milliseconds('commitAfter', options.commitAfter ?? 0)
  const { eventLog, onDisconnect = 'abort' } = options
  if (!['abort', 'continue'].includes(onDisconnect) || (onDisconnect === 'continue' && !eventLog)) {
    throw new TypeError(
      `strict-responses: onDisconnect is ${JSON.stringify(onDisconnect)}; it may be abort, or continue with an eventLog`,
    )
  }
  // The core checks its own options where a normalizer is made; there is no request to ask yet.
  createNormalizer({ ...options, request: {} })
}
