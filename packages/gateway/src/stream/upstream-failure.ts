import type { Normalizer } from '@strict-responses/core'
import { ApiError } from '../errors/api-error.js'
import { upstreamError } from '../errors/upstream-error.js'

/** Notes what went wrong with a response, for the case that it becomes an HTTP error. */
export class UpstreamFailure {
  #thrown: ApiError | undefined
  #declared: unknown
  #early = false

  /** The normalizer has met an error; `last` is the number of the event before it. */
  note(error: unknown, last: number): void {
    if (error instanceof ApiError) this.#thrown ??= error
    if (error instanceof Error || this.#declared !== undefined) return
    this.#declared = error
    this.#early = last < 0
  }

  /** Whether it failed before anything of it had come. */
  isEarly(normalizer: Normalizer): boolean {
    if (this.#early) return true
    if (normalizer.outcome !== 'failed') return false
    const { output } = normalizer.response()
    return Array.isArray(output) && output.length === 0
  }

  /** The failure of a failed response as an HTTP error. */
  asApiError(normalizer: Normalizer): ApiError {
    if (this.#declared === undefined && this.#thrown) return this.#thrown
    return upstreamError(this.#declared ?? normalizer.response()['error'])
  }
}
