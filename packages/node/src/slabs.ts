import type { Done } from './http-types.js'

const encoder = new TextEncoder()

/** What waits for the end of a tick, and room for a last piece. */
const SLAB_BYTES: number = 32 * 1024
/** Slabs kept for the next write, of all streams of the process: 2 MB. */
const MOST_FREE = 64

/**
 * A buffer for what is merged into one write, used again once the socket has sent it. A new one for each write is memory
 * outside the heap, of which V8 sees too much long before the heap gives it a reason to collect: with 16 busy streams it
 * marked the whole heap five times a second, a fifth of the time.
 */
class Slab {
  readonly bytes: Buffer = Buffer.allocUnsafeSlow(SLAB_BYTES)
  readonly sent: Done = (error) => {
    // Who knows what still reads the bytes of a connection that broke.
    if (!error && free.length < MOST_FREE) free.push(this)
  }
}

const free: Slab[] = []

const newSlab = (): Slab => free.pop() ?? new Slab()

/** Pieces as one; `sent` must be called when the bytes are no longer needed, where it is given. */
export interface Joined {
  readonly bytes: Uint8Array
  readonly sent: Done | undefined
}

/** Joins pieces of `size` bytes in all; `reused` says that whoever gets them tells when they have left. */
export function join(pieces: readonly Uint8Array[], size: number, reused: boolean): Joined {
  if (!reused || size > SLAB_BYTES) return { bytes: Buffer.concat(pieces), sent: undefined }
  const { bytes, sent } = newSlab()
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return { bytes: bytes.subarray(0, at), sent }
}

/** A text in UTF-8; `reused` and `sent` as above. */
export function encoded(text: string, reused: boolean): Joined {
  if (reused && text.length <= SLAB_BYTES) {
    const { bytes, sent } = newSlab()
    const { read, written } = encoder.encodeInto(text, bytes)
    if (read === text.length) return { bytes: bytes.subarray(0, written), sent }
    sent()
  }
  return { bytes: Buffer.from(text), sent: undefined }
}
