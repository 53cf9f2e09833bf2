import type { Intervals } from './intervals.js'

/** The longest delay that a timer takes; beyond it Node fires at once. */
const LONGEST = 2 ** 31 - 1
/** How late a timer is that did not only wait for its turn. */
const STANDSTILL_MS = 50

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
    const due = Math.min(...this.#times().map(([, at]) => at))
    if (due === Number.POSITIVE_INFINITY) return reading
    let timer: ReturnType<typeof setTimeout> | undefined
    const alarm = new Promise<undefined>((resolve) => {
      const rung = (): void => {
        const late = performance.now() - due
        if (late > STANDSTILL_MS && this.#heard !== this.#forgiven) this.#forgive(late)
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

  /** While the process stood still nobody could be heard: the upstream has once as long again. */
  #forgive(late: number): void {
    const { idle } = this.#intervals
    this.#heard = Math.max(this.#heard, performance.now() - idle + Math.min(late, idle))
    this.#forgiven = this.#heard
  }

  /** What is due now, the end before a heartbeat. */
  get due(): Due | undefined {
    const now = performance.now()
    return this.#times().find(([, at]) => at <= now)?.[0]
  }

  #times(): [name: Due, at: number][] {
    const { heartbeat, idle, open } = this.#intervals
    const at = (since: number, ms: number): number => (ms > 0 ? since + ms : Number.POSITIVE_INFINITY)
    return [
      ['open', at(this.#opened, open)],
      ['idle', at(this.#heard, idle)],
      ['heartbeat', at(this.#sent, heartbeat)],
    ]
  }
}
