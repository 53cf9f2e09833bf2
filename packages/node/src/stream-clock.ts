import { type Intervals, silentSince } from '@strict-responses/core'

/** What a clock calls. */
export interface Alarms {
  heartbeat(): void
  idle(): void
  expired(): void
}

/** The longest delay that a timer takes; beyond it Node fires at once. */
const LONGEST = 2 ** 31 - 1

/** The one timer of a stream. Events only note the time; the timer looks at the notes when it fires. */
export class StreamClock {
  readonly #intervals: Intervals
  readonly #alarms: Alarms
  #opened = 0
  #sent = 0
  #heard = 0
  #heldSince: number | undefined
  #due = 0
  #forgiven: number | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(intervals: Intervals, alarms: Alarms) {
    this.#intervals = intervals
    this.#alarms = alarms
  }

  start(): void {
    this.#opened = this.#sent = this.#heard = performance.now()
    this.#wait(this.#opened)
  }

  /** The route wrote, and the client was `sent` something of it or not; `again` in a tick whose time has been noted. */
  heard(sent: boolean, again = false): void {
    if (again && (!sent || this.#sent === this.#heard)) return
    this.#heard = performance.now()
    if (sent) this.#sent = this.#heard
  }

  /** The client reads no more for now: the route's silence is not its own, and a heartbeat would only queue up. */
  hold(): void {
    this.#heldSince ??= performance.now()
  }

  /** The client reads again: how long it did not is taken off the route's silence, and no more than that. */
  release(): void {
    this.#sent = performance.now()
    this.#heard = Math.min(this.#sent, this.#heard + this.#sent - (this.#heldSince ?? this.#sent))
    this.#heldSince = undefined
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #wait(now: number): void {
    const { heartbeat, idle, open } = this.#intervals
    const due = Math.min(
      heartbeat > 0 ? this.#sent + heartbeat : Number.POSITIVE_INFINITY,
      idle > 0 ? this.#heard + idle : Number.POSITIVE_INFINITY,
      open > 0 ? this.#opened + open : Number.POSITIVE_INFINITY,
    )
    if (due === Number.POSITIVE_INFINITY) return
    this.#due = due
    const delay = Math.min(Math.max(Math.ceil(due - now), 1), LONGEST)
    this.#timer = setTimeout(() => this.#ring(), delay).unref()
  }

  #ring(): void {
    const { heartbeat, idle, open } = this.#intervals
    const now = performance.now()
    if (this.#heldSince !== undefined) this.#sent = this.#heard = now
    // A standstill is given back once: where nothing is heard in that time either, the route is silent.
    const since = silentSince(this.#due, now, idle)
    if (since !== undefined && this.#heard !== this.#forgiven)
      this.#heard = this.#forgiven = Math.max(this.#heard, since)
    if (open > 0 && now - this.#opened >= open) return this.#alarms.expired()
    if (idle > 0 && now - this.#heard >= idle) return this.#alarms.idle()
    if (heartbeat > 0 && now - this.#sent >= heartbeat) {
      this.#sent = now
      this.#alarms.heartbeat()
    }
    if (this.#timer !== undefined) this.#wait(now)
  }
}
