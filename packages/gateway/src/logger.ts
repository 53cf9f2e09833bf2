import { type BaseLogger, type DestinationStream, type Logger, pino } from 'pino'

/** The part of a pino logger that the gateway uses; Fastify's and most others have it too. */
export type GatewayLogger = Pick<BaseLogger, 'info' | 'warn' | 'error'>

/** How `createLogger` logs. */
export interface LoggerOptions {
  /** Lines below this level do not leave. Defaults to `info`. */
  readonly level?: 'info' | 'warn' | 'error' | 'silent' | undefined
  /** Where lines go: any writable stream. Defaults to standard output. */
  readonly destination?: DestinationStream | undefined
}

/**
 * Makes a pino logger of JSON lines, as `logger: true` does.
 *
 * @example
 * createGateway({ upstream, logger: createLogger({ level: 'warn', destination: process.stderr }) })
 */
export function createLogger({ level = 'info', destination = pino.destination(1) }: LoggerOptions = {}): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: named } },
    destination,
  )
}

/** A level by its name: `info` says more than 30. */
const named = (level: string): { level: string } => ({ level })

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
