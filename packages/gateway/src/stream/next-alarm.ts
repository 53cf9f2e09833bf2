import type { Settings } from '../settings.js'
import type { Alarm } from './waiting.js'

/** What an alarm may do. */
export interface Alarms {
  readonly beat: () => void
  readonly silent: () => void
}

/** What an alarm depends on; times are those of `performance.now()`. */
export interface Silence {
  /** When the backend was last waited for. */
  readonly since: number
  /** When something last left; undefined while nothing may. */
  readonly sent: number | undefined
}

const NEVER = Number.POSITIVE_INFINITY

/** The alarm that rings first: a heartbeat is due, or the backend was silent for too long. */
export function nextAlarm({ since, sent }: Silence, settings: Settings, { beat, silent }: Alarms): Alarm | undefined {
  const { heartbeat, idleTimeout } = settings
  const now = performance.now()
  const beatAfter = sent === undefined || heartbeat === false ? NEVER : sent + (heartbeat?.interval ?? 15_000) - now
  const silentAfter = idleTimeout > 0 ? since + idleTimeout - now : NEVER
  if (beatAfter === NEVER && silentAfter === NEVER) return undefined
  return beatAfter < silentAfter ? { after: beatAfter, ring: beat } : { after: silentAfter, ring: silent }
}
