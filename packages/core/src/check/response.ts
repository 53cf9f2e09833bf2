import { isObject, type JsonObject } from '../json.js'
import type { CheckEvent, Reader } from './event.js'
import { quoted } from './quoted.js'
import type { Reporter } from './report.js'
import type { Memory } from './track.js'

/** The statuses that a response may have in an event. */
const STATUSES: Readonly<Record<string, readonly string[]>> = {
  'response.created': ['in_progress', 'queued'],
  'response.queued': ['queued'],
  'response.in_progress': ['in_progress'],
  'response.completed': ['completed'],
  'response.incomplete': ['incomplete'],
  'response.failed': ['failed'],
}

/** What only an ended response has. */
const LATE = [
  ['response/early-usage', 'usage'],
  ['response/early-completed-at', 'completed_at'],
] as const

/** The Response object that the events of the response itself carry. */
export class ResponseReader implements Reader {
  readonly #report: Reporter
  readonly #memory: Memory
  #id: string | undefined
  #createdAt: unknown
  #inProgress = false

  constructor(report: Reporter, memory: Memory) {
    this.#report = report
    this.#memory = memory
  }

  feed({ type, row, data }: CheckEvent): void {
    const response = data['response']
    if (row?.fields?.['response'] !== 'object' || !isObject(response)) return
    this.#identity(response)
    const statuses = STATUSES[type] ?? []
    const { status } = response
    if (!statuses.includes(status as string)) {
      const message = `expected \`${statuses.join('` or `')}\`, found ${quoted(status)}`
      this.#report.add(row.role === 'terminal' ? 'terminal/status' : 'response/status', message, 'response.status')
    }
    if (type !== 'response.failed' && (response['error'] ?? null) !== null) {
      this.#report.add('response/error-set', 'expected null, found an error', 'response.error')
    }
    this.#details(type, response)
    if (row.role !== 'terminal') this.#early(type, response)
  }

  #identity(response: JsonObject): void {
    const { id, created_at } = response
    if (typeof id !== 'string' || id === '') {
      this.#report.add('ids/response-id-empty', 'expected an id, found none', 'response.id')
    } else if (this.#id !== undefined && id !== this.#id) {
      this.#report.add('ids/response-id-changed', `expected \`${this.#id}\`, found ${quoted(id)}`, 'response.id')
    } else this.#id = id
    if (created_at === undefined) return
    if (this.#createdAt !== undefined && created_at !== this.#createdAt) {
      const message = `expected ${String(this.#createdAt)}, found ${String(created_at)}`
      this.#report.add('ids/created-at-changed', message, 'response.created_at')
    } else this.#createdAt = created_at
  }

  #details(type: string, response: JsonObject): void {
    const set = isObject(response['incomplete_details'])
    if (set === (type === 'response.incomplete')) return
    const message = set ? 'expected null, found details' : 'expected the reason, found none'
    this.#report.add('response/incomplete-details', message, 'response.incomplete_details')
  }

  /** Before the end nothing is there yet; a heartbeat says what is. */
  #early(type: string, response: JsonObject): void {
    const again = type === 'response.in_progress' && this.#inProgress
    if (type === 'response.in_progress') this.#inProgress = true
    if (again || (this.#memory.resumed && this.#memory.items.size > 0)) return
    if (Array.isArray(response['output']) && response['output'].length > 0) {
      this.#report.add('response/not-empty', 'expected no output yet', 'response.output')
    }
    for (const [code, field] of LATE)
      if ((response[field] ?? null) !== null)
        this.#report.add(code, 'expected null before the end', `response.${field}`)
  }
}
