const encoder = new TextEncoder()

/** How a stream is cut into chunks. */
export type Chunking = 'event' | '16 KB' | '7 B'

const SIZES = { '16 KB': 16_384, '7 B': 7 }

/** The frames as the chunks that a socket would give. */
export function chunked(frames: readonly string[], chunking: Chunking): Uint8Array[] {
  if (chunking === 'event') return frames.map((frame) => encoder.encode(frame))
  return cut(encoder.encode(frames.join('')), SIZES[chunking])
}

function cut(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  )
}
