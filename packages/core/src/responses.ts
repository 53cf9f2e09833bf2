import { badOption } from './bad-option.js'
import { checkOptions } from './check-options.js'
import { RESPONSES } from './dialects/responses.js'
import type { Normalizer } from './normalizer.js'
import type { NormalizerOptions } from './options.js'
import { streamOfNormalizer } from './stream.js'
import { StreamNormalizer } from './stream-normalizer.js'

/** Options of a normalizer that reads Responses streams alone; without the short road there is no `hotPath`. */
export interface ResponsesNormalizerOptions extends Omit<NormalizerOptions, 'dialect' | 'hotPath'> {
  readonly dialect?: 'auto' | 'responses' | undefined
}

/**
 * Makes a normalizer for one stream that speaks Responses, for where every kilobyte counts: the same road to the same
 * bytes, without the other dialects and without the short road of common frames, which is several times as fast. Under
 * `auto` a stream of another dialect is foreign and leaves as it came.
 *
 * @param options See `NormalizerOptions`; each has a default.
 * @throws TypeError for options that contradict each other or are not of their type, and for another dialect.
 * @example
 * import { createNormalizer } from '@strict-responses/core/responses'
 *
 * const normalizer = createNormalizer({ dialect: 'responses' })
 * const strict = normalizer.push('data: {"type":"response.output_text.delta","delta":"Hello"}\n\n')
 */
export function createNormalizer(options: ResponsesNormalizerOptions = {}): Normalizer {
  const { dialect = 'auto' } = options
  if (dialect !== 'auto' && dialect !== RESPONSES.name)
    throw badOption('option dialect', dialect, "may be auto, responses; '@strict-responses/core' reads the others")
  checkOptions(options)
  return new StreamNormalizer(options, { dialects: [RESPONSES] })
}

/**
 * A TransformStream that makes a byte stream that speaks Responses strict.
 *
 * @param options See `createNormalizer`.
 * @example
 * const strict = reply.body.pipeThrough(createNormalizerStream({ dialect: 'responses' }))
 */
export function createNormalizerStream(options?: ResponsesNormalizerOptions): TransformStream<Uint8Array, Uint8Array> {
  return streamOfNormalizer(createNormalizer(options))
}
