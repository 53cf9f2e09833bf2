import type { EventLog, NormalizerOptions, ReplayOptions } from '@strict-responses/core'
import type { ServerRequest } from '../http-types.js'

/** Options of `resumeResponses`; those that say how a stream reads are to be the same as where it was written. */
export interface ResumeResponsesOptions<Request = ServerRequest> extends ReplayOptions {
  /** Where the streams are kept: the log that `strictResponses` has. */
  readonly eventLog: EventLog
  /**
   * Who may read or cancel which response; a client that may not is told that there is none. Defaults to whoever knows the
   * id: made-up ids have 192 random bits, ids that the upstream made may be guessable.
   */
  readonly authorize?: ((id: string, request: Request) => boolean | Promise<boolean>) | undefined
  /** The path of the responses, or its end. Defaults to `/responses`, wherever that is. */
  readonly path?: string | undefined
  /** Told what went wrong with the log; never shown to the client. */
  readonly onError?: NormalizerOptions['onError']
}
