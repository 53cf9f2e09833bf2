/** Why a stream was stopped from outside its route. */
export type StopCode = 'client_closed' | 'idle_timeout' | 'limit' | 'drain' | 'cancelled'

const MESSAGES: Readonly<Record<StopCode, string>> = {
  client_closed: 'The client closed the connection.',
  idle_timeout: 'The response was stopped: nothing came from the model for too long.',
  limit: 'The response was stopped: it went beyond a limit.',
  drain: 'The response was stopped: the server is shutting down.',
  cancelled: 'The response was cancelled.',
}

/** The reason of a stream's `signal`, and the error that such a stream fails with. */
export class StopReason extends Error {
  override readonly name = 'StopReason' as const
  readonly code: StopCode
  /** The convention of http-errors: this message may be shown to the client. */
  readonly expose = true

  constructor(code: StopCode) {
    super(MESSAGES[code])
    this.code = code
  }
}
