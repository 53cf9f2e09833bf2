import { createNormalizer, type Normalizer } from './normalizer.js'
import type { NormalizerOptions } from './options.js'

/**
 * A TransformStream that makes a byte stream strict.
 *
 * A TransformStream never sees its source break; `normalizeResponse` does, and ends such a stream with an error.
 *
 * @param options See `NormalizerOptions`.
 * @example
 * const strict = upstream.body.pipeThrough(createNormalizerStream({ path: '/v1/responses' }))
 */
export function createNormalizerStream(options?: NormalizerOptions): TransformStream<Uint8Array, Uint8Array> {
  return streamOfNormalizer(createNormalizer(options))
}

/** A TransformStream that is made strict by a normalizer of its own. */
export function streamOfNormalizer(normalizer: Normalizer): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      const bytes = normalizer.push(chunk)
      if (bytes.length > 0) controller.enqueue(bytes)
      // A client may wait for the end of the connection: after the terminal event the end always comes.
      if (normalizer.state === 'done') controller.terminate()
    },
    flush(controller) {
      const bytes = normalizer.end()
      if (bytes.length > 0) controller.enqueue(bytes)
    },
  })
}
