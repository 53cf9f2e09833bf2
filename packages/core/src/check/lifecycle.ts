import type { CheckEvent, Reader } from './event.js'
import type { CheckSettings } from './options.js'
import type { Reporter } from './report.js'

/** The events of the response itself: created, perhaps queued, in_progress, each once and first. */
export class LifecycleReader implements Reader {
  readonly #report: Reporter
  readonly #heartbeat: boolean
  #created: boolean
  #queued = false
  #inProgress: boolean
  #missedCreated = false
  #missedInProgress = false
  #resumed: boolean

  constructor(report: Reporter, settings: CheckSettings) {
    this.#report = report
    this.#heartbeat = settings.heartbeat === 'in_progress'
    this.#resumed = settings.startingAfter !== undefined
    this.#created = this.#resumed
    this.#inProgress = this.#resumed
  }

  feed({ row, type }: CheckEvent): void {
    const role = row?.role
    if (!this.#created && !this.#missedCreated && role !== 'created') {
      this.#missedCreated = true
      this.#report.add('lifecycle/missing-created', `expected \`response.created\` first, found \`${type}\``)
    }
    if (role === 'created') this.#onCreated()
    else if (role === 'queued') this.#onQueued()
    else if (role === 'in_progress') this.#onInProgress()
    else if (row && !this.#inProgress && !this.#missedInProgress) {
      this.#missedInProgress = true
      const message = `expected \`response.in_progress\` before \`${type}\``
      this.#report.add('lifecycle/missing-in-progress', message)
    }
  }

  #onCreated(): void {
    if (this.#created) {
      this.#report.add('lifecycle/duplicate-created', 'expected one `response.created`, found another')
    }
    this.#created = true
  }

  #onQueued(): void {
    if (this.#queued || (this.#inProgress && !this.#resumed)) {
      this.#report.add('lifecycle/queued-order', 'expected `response.queued` once, before `response.in_progress`')
    }
    this.#queued = true
  }

  #onInProgress(): void {
    if (this.#inProgress && !this.#resumed && !this.#heartbeat) {
      this.#report.add('lifecycle/duplicate-in-progress', 'expected one `response.in_progress`, found another')
    }
    this.#inProgress = true
    this.#resumed = false
  }
}
