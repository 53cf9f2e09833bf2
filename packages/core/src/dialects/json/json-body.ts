import { joinBytes } from '../../join-bytes.js'
import type { NormalizerOptions } from '../../options.js'
import { readJsonReply } from './json-reply.js'
import { beginsEventStream } from './reply-kind.js'

const FRAME_BYTES: number = 16 * 1024 * 1024

/**
 * A TransformStream that gives the body of a JSON reply as the one frame that a normalizer reads. It errors where the body
 * is no reply. What is an event stream after all goes on as it comes, and what is beyond `limits.frameBytes` goes on
 * whole, for the normalizer to refuse.
 */
export function createJsonBody(options: NormalizerOptions): TransformStream<Uint8Array, Uint8Array> {
  const limit = options.limits?.frameBytes ?? FRAME_BYTES
  const chunks: Uint8Array[] = []
  let size = 0
  let passing = false
  return new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      chunks.push(chunk)
      size += chunk.length
      passing ||= size > limit || (chunks.length === 1 && beginsEventStream(chunk))
      if (passing) controller.enqueue(joinBytes(chunks.splice(0)))
    },
    flush(controller) {
      if (passing) return
      const reply = readJsonReply(joinBytes(chunks))
      if (!reply) throw new Error('The route answered with JSON that is no response.')
      controller.enqueue(reply.frame)
    },
  })
}
