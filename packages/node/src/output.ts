import { createOutputBuffer, type OutputBuffer } from '@strict-responses/core'

/** What streams write into: Node copies or sends what it is given, and detaches nothing. */
export const OUTPUT: OutputBuffer = createOutputBuffer()

/**
 * Something that a stream gave has been copied, and nobody holds it: if it was written here, and nothing behind it, its room
 * is used again. A new buffer for every 64 KB is memory outside the heap, which makes V8 mark all of it.
 */
export function copied(bytes: Uint8Array): void {
  const { bytes: room, used } = OUTPUT
  if (bytes.buffer === room.buffer && bytes.byteOffset + bytes.length === used) OUTPUT.used = used - bytes.length
}
