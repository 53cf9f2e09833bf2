import { createNormalizer, tell } from '@strict-responses/core'
import { createLogger, type GatewayLogger } from './logger.js'
import type { BackendDialect, GatewayOptions } from './options.js'

/** The options with their defaults. */
export interface Settings extends GatewayOptions {
  readonly logger: GatewayLogger | undefined
  readonly base: URL
  readonly dialect: 'auto' | BackendDialect
  readonly commitAfter: number
  readonly bodyLimit: number
  readonly connectTimeout: number
  readonly idleTimeout: number
  readonly retries: number
}

const DIALECTS: readonly unknown[] = ['auto', 'responses', 'chat-completions', 'anthropic-messages']

const NUMBERS = {
  commitAfter: 2000,
  bodyLimit: 32 * 1024 * 1024,
  connectTimeout: 10_000,
  idleTimeout: 300_000,
  retries: 1,
} as const

/** Fills in the defaults; throws a TypeError that names the option, when the server starts and not with its first request. */
export function settingsOf(options: GatewayOptions): Settings {
  const { dialect = 'auto', onDisconnect = 'abort' } = options
  if (onDisconnect !== 'abort' && onDisconnect !== 'continue')
    throw wrong('onDisconnect', onDisconnect, 'abort, continue')
  if (options.authorize !== undefined && typeof options.authorize !== 'function')
    throw wrong('authorize', options.authorize, 'a function')
  if (!DIALECTS.includes(dialect)) throw wrong('dialect', dialect, DIALECTS.join(', '))
  const numbers = Object.fromEntries(
    Object.entries(NUMBERS).map(([name, value]) => [name, numberOf(options, name, value)]),
  ) as Record<keyof typeof NUMBERS, number>
  // The core checks its own options where a normalizer is made.
  createNormalizer({ ...options, dialect: 'responses' })
  const { logger } = options
  return {
    ...options,
    ...numbers,
    onError: (error) => tell(options, 'onError', error),
    onRepair: options.onRepair && ((repair) => tell(options, 'onRepair', repair)),
    dialect,
    base: baseOf(options.upstream),
    logger: typeof logger === 'object' ? logger : logger === true ? createLogger() : undefined,
  }
}

function baseOf(upstream: unknown): URL {
  const base = URL.canParse(String(upstream)) ? new URL(String(upstream)) : undefined
  if (base?.protocol !== 'http:' && base?.protocol !== 'https:')
    throw wrong('upstream', String(upstream), 'an http or https URL, e.g. http://127.0.0.1:8080/v1')
  return base
}

function numberOf(options: GatewayOptions, name: string, otherwise: number): number {
  const value = (options as unknown as Record<string, unknown>)[name] ?? otherwise
  if (typeof value !== 'number' || Number.isNaN(value) || value < 0) throw wrong(name, value, 'a number of 0 or more')
  return value
}

const wrong = (name: string, value: unknown, may: string): TypeError =>
  new TypeError(`strict-responses: option ${name} is ${JSON.stringify(value)}; it may be ${may}`)
