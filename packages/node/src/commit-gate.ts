import { declaredError, type JsonObject, type Normalizer, type SafeError, thrownError } from '@strict-responses/core'
import { statusOf } from './commit-gate-status.js'

/** What may be held back: comments before the first event. */
const MOST = 64 * 1024

/** The longest delay that a timer takes; beyond it Node fires at once. */
const LONGEST = 2 ** 31 - 1

/** A response that failed before its first event, as an HTTP error. */
export interface Refusal {
  readonly status: number
  /** In OpenAI's form: https://platform.openai.com/docs/guides/error-codes */
  readonly body: JsonObject
}

/** Keeps status and headers back until the first event, so that an error before it can be a real HTTP error. */
export class CommitGate {
  readonly #normalizer: Normalizer
  /** The number before the first event's; a resumed stream does not begin at 0. */
  readonly #before: number
  readonly #timer: NodeJS.Timeout | undefined
  #held: Uint8Array[] = []
  #size = 0
  #failure: { readonly error: unknown } | undefined

  /** `expired` is called when the first event has not come in time. */
  constructor(normalizer: Normalizer, commitAfter: number, expired: () => void) {
    this.#normalizer = normalizer
    this.#before = normalizer.lastSequenceNumber
    if (Number.isFinite(commitAfter)) this.#timer = setTimeout(expired, Math.min(commitAfter, LONGEST)).unref()
  }

  /** What went wrong; only the first counts, and only before the first event. */
  note(error: unknown): void {
    if (!this.#begun) this.#failure ??= { error }
  }

  /** Takes what would leave. Returns whether it still has to wait, may leave, or was a failure from the start. */
  hold(bytes: Uint8Array): 'wait' | 'commit' | Refusal {
    if (bytes.length > 0) this.#held.push(bytes)
    this.#size += bytes.length
    if (this.#normalizer.state === 'foreign') return 'commit'
    if (!this.#begun) return this.#size > MOST ? 'commit' : 'wait'
    const failure = this.#failure ? safeErrorOf(this.#failure.error) : this.#emptyFailure()
    return failure ? refusal(failure, this.#failure?.error) : 'commit'
  }

  /** What was held; the gate is open for good. */
  open(): readonly Uint8Array[] {
    clearTimeout(this.#timer)
    const held = this.#held
    this.#held = []
    return held
  }

  get #begun(): boolean {
    return this.#normalizer.lastSequenceNumber > this.#before
  }

  /** A response that the upstream itself gave up before it had said anything. */
  #emptyFailure(): SafeError | undefined {
    if (this.#normalizer.outcome !== 'failed') return undefined
    const { output, error } = this.#normalizer.response()
    return Array.isArray(output) && output.length === 0 ? declaredError(error) : undefined
  }
}

const safeErrorOf = (error: unknown): SafeError => (error instanceof Error ? thrownError(error) : declaredError(error))

function refusal(safe: SafeError, error: unknown): Refusal {
  const { message, type, param, code } = safe
  return {
    status: ownStatus(error) ?? statusOf(safe) ?? 500,
    // A bare number tells no client what to do.
    body: { error: { message, type, param, code: /^\d+$/.test(code) ? null : code } },
  }
}

/** The convention of http-errors: an error that was thrown names its status. */
function ownStatus(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined
  return ['status', 'statusCode']
    .map((name): unknown => Reflect.get(error, name))
    .find((status): status is number => typeof status === 'number' && status >= 400 && status <= 599)
}
