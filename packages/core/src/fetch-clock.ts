import type { Intervals } from './intervals.js'
import { silentSince } from './standstill.js'

/** The longest delay that a timer takes; beyond it Node fires at once. */
const LONGEST = 2 ** 31 - 1

/** What is due although the upstream is silent. */
export type Due = 'heartbeat' | 'idle' | 'open'

/** The times of one stream that is pulled. */
export class FetchClock {
  readonly #intervals: Intervals
  readonly #opened: number = performance.now()
  #heard: number = this.#opened
  #sent: number = this.#opened
  #forgiven: number | undefined

  constructor(intervals: Intervals) {
    this.#intervals = intervals
  }

  /** The client asks for more. Until then it is no silence of an upstream that was not `asked` for anything. */
  pulled(asked: boolean): void {
    this.#sent = performance.now()
    if (!asked) this.#heard = this.#sent
  }

  /** The upstream said something. */
  heard(): void {
    this.#heard = performance.now()
  }

  /** A heartbeat leaves. */
  beat(): void {
    this.#sent = performance.now()
  }

  /** What `reading` brings, or nothing where something else is due first. */
  async within<T>(reading: Promise<T>): Promise<T | undefined> {
    const { heartbeat, idle, open } = this.#intervals
    const due = Math.min(after(this.#sent, heartbeat), after(this.#heard, idle), after(this.#opened, open))
    if (due === Number.POSITIVE_INFINITY) return reading
    let timer: ReturnType<typeof setTimeout> | undefined
    const alarm = new Promise<undefined>((resolve) => {
      const rung = (): void => {
        this.#forgive(due)
        resolve(undefined)
      }
      timer = setTimeout(rung, Math.min(Math.max(Math.ceil(due - performance.now()), 0), LONGEST))
    })
    try {
      return await Promise.race([reading, alarm])
    } finally {
      clearTimeout(timer)
    }
  }

  /** What is due now, the end before a heartbeat. */
  get due(): Due | undefined {
    const { heartbeat, idle, open } = this.#intervals
    const now = performance.now()
    if (after(this.#opened, open) <= now) return 'open'
    if (after(this.#heard, idle) <= now) return 'idle'
    return after(this.#sent, heartbeat) <= now ? 'heartbeat' : undefined
  }

  /** A standstill is given back once: where nothing is heard in that time either, the upstream is silent. */
  #forgive(due: number): void {
    const since = silentSince(due, performance.now(), this.#intervals.idle)
    if (since !== undefined && this.#heard !== this.#forgiven)
      this.#heard = this.#forgiven = Math.max(this.#heard, since)
  }
}

const after = (since: number, ms: number): number => (ms > 0 ? since + ms : Number.POSITIVE_INFINITY)
