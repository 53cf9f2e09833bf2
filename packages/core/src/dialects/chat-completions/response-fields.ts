import type { JsonObject } from '../../json.js'
import { filled } from '../../json.js'
import type { Report } from '../../repair.js'

const TIERS: ReadonlySet<string> = new Set(['auto', 'default', 'flex', 'scale', 'priority'])

/** Later than this in seconds is the year 5138: the server counts milliseconds. */
const MILLISECONDS = 1e11

interface Field {
  /** Its name in a chunk, and in a Response. */
  readonly from: string
  readonly to: string
  read(value: unknown, once: Report): unknown
}

const FIELDS: readonly Field[] = [
  { from: 'model', to: 'model', read: filled },
  { from: 'created', to: 'created_at', read: seconds },
  { from: 'system_fingerprint', to: 'system_fingerprint', read: filled },
  { from: 'service_tier', to: 'service_tier', read: tier },
]

/** What the chunks say about the response as a whole: each field's first real value counts, and leaves once. */
export class ResponseFields {
  readonly #once: Report
  #missing = FIELDS
  #fresh: JsonObject = {}

  constructor(once: Report) {
    this.#once = once
  }

  read(frame: JsonObject): void {
    for (const field of this.#missing) {
      const value = frame[field.from]
      if (value === undefined || value === null) continue
      const read = field.read(value, this.#once)
      if (read === undefined) continue
      this.#fresh[field.to] = read
      this.#missing = this.#missing.filter((one) => one !== field)
    }
  }

  /** What is known and has not been taken before. */
  take(): JsonObject {
    const fresh = this.#fresh
    this.#fresh = {}
    return fresh
  }
}

function seconds(created: unknown): number | undefined {
  if (typeof created !== 'number' || !Number.isFinite(created) || created <= 0) return undefined
  return Math.trunc(created > MILLISECONDS ? created / 1000 : created)
}

function tier(value: unknown, once: Report): string | undefined {
  const said = filled(value)
  if (said === undefined || TIERS.has(said)) return said
  once('dialect/service-tier', `service_tier ${said} is none that Responses has: it was dropped`)
  return undefined
}
