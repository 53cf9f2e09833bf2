import type { StopCode } from './stop-reason.js'

/** The part of a stream that a policy may act on. */
export interface LeftStream {
  /** Fails the stream, aborts its `signal` and destroys what was piped in. */
  stop(code: StopCode): void
}

/**
 * What happens to a stream whose client has left: it is stopped. The one place to replace where streams outlive their
 * clients; a stream that is not stopped goes on being normalized, and what would leave is dropped.
 */
export function clientLeft(stream: LeftStream): void {
  stream.stop('client_closed')
}
