import type { StrictStream } from './strict-stream.js'

/** The streams of this process whose replies have not closed. */
export const openStreams: Set<StrictStream> = new Set()
