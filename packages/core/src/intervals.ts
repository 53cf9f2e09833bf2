import { badOption } from './bad-option.js'
import type { NormalizerOptions } from './options.js'

/** What the clock of a stream waits for, in milliseconds; 0 is off. */
export interface Intervals {
  /** Silence towards the client. */
  readonly heartbeat: number
  /** Silence of the route. */
  readonly idle: number
  /** The whole stream. */
  readonly open: number
}

/** Often enough for proxies that drop a connection after 30 s of silence. */
const HEARTBEAT_MS = 15_000

/** The times that the options name; a normalizer keeps none of them. Throws a TypeError for what is no time. */
export function intervalsOf(options: NormalizerOptions): Intervals {
  const { heartbeat, idleTimeout, limits } = options
  return {
    heartbeat: heartbeat === false ? 0 : milliseconds('heartbeat.interval', heartbeat?.interval ?? HEARTBEAT_MS),
    idle: milliseconds('idleTimeout', idleTimeout ?? 0),
    open: milliseconds('limits.openMs', limits?.openMs ?? 0),
  }
}

/** Throws a TypeError that names the option for what is no time. */
export function milliseconds(name: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0) return value
  throw badOption(name, value, 'must be milliseconds, 0 or more')
}
