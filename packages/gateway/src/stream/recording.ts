import {
  type EventLog,
  type JsonObject,
  type Normalizer,
  recordStream,
  type StreamRecorder,
} from '@strict-responses/core'

/** What a recording tells its response. */
export interface RecordingEvents {
  /** Somebody asks for the response to be cancelled. */
  cancelled(): void
  /** The log keeps nothing more of it. */
  lost(error: unknown): void
}

/** The record of one response in the event log. */
export class Recording {
  readonly #recorder: StreamRecorder
  readonly #lease: NodeJS.Timeout
  #last = -1

  constructor(log: EventLog, request: JsonObject, events: RecordingEvents) {
    this.#recorder = recordStream(log, request, { ...events, drained() {} })
    this.#lease = setInterval(() => this.#renew(), log.leaseMs / 3).unref()
  }

  /** Keeps what leaves; comments alone are not kept. */
  keep(normalizer: Normalizer, bytes: Uint8Array): void {
    const { id, lastSequenceNumber: last, state } = normalizer
    if (id === undefined || last <= this.#last) return
    if (state === 'done') this.#recorder.end(normalizer.response())
    this.#recorder.frames(id, { first: this.#last + 1, last, bytes })
    this.#last = last
  }

  /** Resolves when the log keeps up; at the end when it has all, so that the client's next request finds it there. */
  async kept(ended: boolean): Promise<void> {
    while (ended ? !this.#recorder.closed : this.#recorder.behind)
      await new Promise<void>((resolve) => this.#recorder.taken(resolve))
  }

  /** Nothing more comes. */
  over(): void {
    if (this.#last < 0) clearInterval(this.#lease)
  }

  #renew(): void {
    if (this.#recorder.closed) clearInterval(this.#lease)
    else this.#recorder.renew()
  }
}
