import type { JsonObject } from '@strict-responses/core'
import type { ApiError } from '../errors/api-error.js'
import { filled, isObject } from '../json.js'
import type { BackendDialect } from '../options.js'

/** What a first request to `/responses` found: it is there, it is not, or the reply does not tell. */
type Verdict = 'responses' | 'chat-completions' | undefined

/** What the backend speaks, once known. */
export class DialectMemory {
  known: BackendDialect | undefined
  #asking: Promise<void> | undefined

  constructor(dialect: 'auto' | BackendDialect) {
    this.known = dialect === 'auto' ? undefined : dialect
  }

  /** Runs `ask` for the first request alone; those that come meanwhile wait for what it finds. */
  async ask<T>(ask: () => Promise<T>): Promise<T | undefined> {
    if (this.#asking) {
      await this.#asking
      return undefined
    }
    const asked = ask()
    this.#asking = asked.then(
      () => undefined,
      () => undefined,
    )
    try {
      return await asked
    } finally {
      this.#asking = undefined
    }
  }
}

/** Statuses of a path that is not there. */
export const ABSENT: ReadonlySet<number> = new Set([404, 405, 501])

/** Statuses of a server that has read the request; 401, 429 or 503 may come from something before it. */
const PRESENT: ReadonlySet<number> = new Set([400, 413, 415, 422])

/** What a success or error status on `POST /responses` says. */
export function verdictOf(status: number, error: ApiError | undefined, request: JsonObject): Verdict {
  if (error && ABSENT.has(status)) return isAboutRequest(error, request) ? undefined : 'chat-completions'
  return !error || PRESENT.has(status) ? 'responses' : undefined
}

/** A 404 that speaks of a model or a stored response was found by a server that knows the path. */
function isAboutRequest({ cause, code, param, message }: ApiError, request: JsonObject): boolean {
  if (param !== null || /model|response_not_found/i.test(code ?? '')) return true
  const said = isObject(cause) ? JSON.stringify(cause) : message
  return ['model', 'previous_response_id'].some((field) => {
    const value = filled(request[field])
    return value !== undefined && said.includes(value)
  })
}
