import { viewOf } from '../same-bytes.js'

/** Small chunks are copied here, as a view of one's own for each costs more than the copy. */
const SCRATCH: Uint8Array = new Uint8Array(2048)
const SCRATCH_VIEW: DataView = new DataView(SCRATCH.buffer)

/** Where the bytes of a chunk can be compared: offsets there are those of the chunk less `base`. */
export const looked: { bytes: Uint8Array; view: DataView; base: number; limit: number } = {
  bytes: SCRATCH,
  view: SCRATCH_VIEW,
  base: 0,
  limit: 0,
}

/** Makes the chunk from `at` on comparable; a small one is copied where `mayCopy`. */
export function look(chunk: Uint8Array, at: number, mayCopy = true): void {
  const copied = mayCopy && chunk.length - at <= SCRATCH.length
  if (copied) SCRATCH.set(at === 0 ? chunk : chunk.subarray(at))
  looked.bytes = copied ? SCRATCH : chunk
  looked.view = copied ? SCRATCH_VIEW : viewOf(chunk)
  looked.base = copied ? at : 0
  looked.limit = chunk.length - looked.base
}
