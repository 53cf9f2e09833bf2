import type { StopCode } from './stop-reason.js'

/** The part of a stream that a policy may act on. */
export interface LeftStream {
  /** Whether the stream is kept in a log, and was asked to outlive its client. */
  readonly continues: boolean
  /** Goes on without the client; the route cannot tell. */
  detach(): void
  /** Fails the stream, aborts its `signal` and destroys what was piped in. */
  stop(code: StopCode): void
}

/** What happens to a stream whose client has left: it is stopped, or goes on. */
export function clientLeft(stream: LeftStream): void {
  if (stream.continues) stream.detach()
  else stream.stop('client_closed')
}
