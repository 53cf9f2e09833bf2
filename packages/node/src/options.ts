import type { NormalizerOptions } from '@strict-responses/core'

/** Options of every adapter: the normalizer's, with the same names and defaults everywhere. */
export interface StrictResponsesOptions extends NormalizerOptions {}
