import { badOption } from '../bad-option.js'
/** Bounds of a log in memory. */
export interface MemoryEventLogOptions {
  /** Responses to keep. Defaults to 1,000. */
  readonly streams?: number | undefined
  /** Bytes to keep, all responses together. Defaults to 64 MiB. */
  readonly bytes?: number | undefined
  /** Milliseconds to keep a response after it was last written. Defaults to 10 minutes. */
  readonly ageMs?: number | undefined
  /** Milliseconds after which a silent writer counts as dead. Defaults to 15 seconds. */
  readonly leaseMs?: number | undefined
  /** The clock in milliseconds. Defaults to `Date.now`. */
  readonly now?: (() => number) | undefined
}

/** The bounds as numbers. */
export interface MemoryBounds {
  readonly streams: number
  readonly bytes: number
  readonly ageMs: number
  readonly leaseMs: number
}

/** The options with their defaults. Throws a TypeError for what is no bound. */
export function boundsOf({ streams, bytes, ageMs, leaseMs }: MemoryEventLogOptions): MemoryBounds {
  return {
    streams: bound('streams', streams ?? 1000),
    bytes: bound('bytes', bytes ?? 64 * 1024 * 1024),
    ageMs: bound('ageMs', ageMs ?? 10 * 60_000),
    leaseMs: bound('leaseMs', leaseMs ?? 15_000),
  }
}

function bound(name: string, value: unknown): number {
  if (typeof value === 'number' && value > 0) return value
  throw badOption(`memoryEventLog ${name}`, value, 'must be a number above 0')
}
