import type { EventLog, NormalizerOptions } from '@strict-responses/core'
import type { GatewayLogger } from './logger.js'
import type { Authorize } from './serve/authorize.js'
import type { TranslateOptions } from './translate/translation.js'

/** What a backend may speak. */
export type BackendDialect = 'responses' | 'chat-completions' | 'anthropic-messages'

/** Options of the gateway: those of the normalizer and of the translation, and these. */
export interface GatewayOptions
  extends Omit<NormalizerOptions, 'dialect' | 'request' | 'path' | 'resume' | 'expandJson' | 'onFrames'>,
    TranslateOptions {
  /** The backend's base URL, e.g. `http://127.0.0.1:8080/v1`; never taken from a request. */
  readonly upstream: string | URL
  /** What the backend speaks. Defaults to `auto`: the first request finds out whether `/responses` exists. */
  readonly dialect?: 'auto' | BackendDialect | undefined
  /** The key sent to the backend in place of the client's. Defaults to passing the client's `authorization`. */
  readonly apiKey?: string | undefined
  /** Headers sent to the backend with every request. Defaults to none. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Names of further request headers that pass to the backend. Defaults to none beyond the README's list. */
  readonly forwardHeaders?: readonly string[] | undefined
  /** Milliseconds after which status 200 is sent although nothing has come yet; until then an error is a real HTTP error. Defaults to 2000. */
  readonly commitAfter?: number | undefined
  /** Bytes of a request body. Defaults to 32 MiB. */
  readonly bodyLimit?: number | undefined
  /** Milliseconds to reach the backend. Defaults to 10,000. */
  readonly connectTimeout?: number | undefined
  /** Milliseconds that the backend may be silent; 0 is off. Defaults to 300,000. */
  readonly idleTimeout?: number | undefined
  /**
   * Keeps responses: `previous_response_id`, `background`, `GET /v1/responses/{id}` (with `stream` and `starting_after`)
   * and `POST /v1/responses/{id}/cancel` work. Defaults to none: then they are refused.
   */
  readonly eventLog?: EventLog | undefined
  /**
   * Who may read, resume or cancel which kept response: `false` is a 404 as of an unknown id, also for
   * `previous_response_id` (400 there), and what it throws a 500 and a matter of `onError`. Asked for unknown ids too.
   * Defaults to whoever knows the id.
   */
  readonly authorize?: Authorize | undefined
  /**
   * What a kept response does when its client leaves: `abort` stops the backend, `continue` goes on to its end. One with
   * `background: true` always goes on. Defaults to `abort`.
   */
  readonly onDisconnect?: 'abort' | 'continue' | undefined
  /** How often a request is sent again that failed before a byte of its reply. Defaults to 1. */
  readonly retries?: number | undefined
  /** Gets one line for each request: `true` for pino on standard output, or a logger of your own. Defaults to none. */
  readonly logger?: boolean | GatewayLogger | undefined
}
