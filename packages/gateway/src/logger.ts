/** The part of a logger that the gateway uses; pino, Fastify's and most others fit. */
export interface GatewayLogger {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** The one line of a request. */
export interface LogLine {
  readonly requestId: string
  readonly upstreamRequestId: string | undefined
  readonly route: string
  readonly status: number
  readonly dialect: string | undefined
  readonly model: string | undefined
  readonly responseId: string | undefined
  readonly outcome: string | undefined
  /** Why it was stopped from outside: `client_closed`, `idle_timeout`, `limit`, `drain`. */
  readonly stopped: string | undefined
  readonly events: number
  /** Repairs by code. */
  readonly repairs: Readonly<Record<string, number>>
  /** Bytes of the reply's body. */
  readonly bytes: number
  /** Milliseconds to the first event. */
  readonly firstEventMs: number | undefined
  readonly durationMs: number
}
