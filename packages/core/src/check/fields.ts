import type { z } from 'zod'
import type { JsonObject } from '../json.js'
import { eventSchema, itemSchema } from '../protocol/schema/index.js'
import type { CheckEvent, Reader } from './event.js'
import { valueAt } from './item-empty.js'
import type { CheckSettings } from './options.js'
import type { Reporter } from './report.js'

/** Paths that other rules judge: one fault is one issue. */
const OTHERS: readonly RegExp[] = [
  /^type$/,
  /^sequence_number$/,
  /^item\.(id|call_id)$/,
  /^response\.(id|status)$/,
  /^response\.error(\.|$)/,
]

interface Fault {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** The fields of every event, by the schema of the profile. */
export class FieldsReader implements Reader {
  readonly #report: Reporter
  readonly #settings: CheckSettings

  constructor(report: Reporter, settings: CheckSettings) {
    this.#report = report
    this.#settings = settings
  }

  feed({ data, sent, row }: CheckEvent): void {
    if (!row || row.role === 'error') return
    const result = eventSchema(sent, this.#settings.profile)?.safeParse(data)
    if (!result || result.success) return
    for (const issue of result.error.issues) for (const fault of faults(issue, [])) this.#add(fault, data)
  }

  #add({ path, message }: Fault, data: JsonObject): void {
    const at = path.map(String).join('.')
    const absent = at === 'response.error' && valueAt(data, path) === undefined && data['type'] !== 'response.failed'
    if ((!absent && OTHERS.some((pattern) => pattern.test(at))) || this.#isUnknownItem(path, data)) return
    if (valueAt(data, path) === undefined) this.#report.add('fields/missing', `expected \`${at}\`, found none`, at)
    else this.#report.add('fields/invalid', `expected what the schema has: ${message}`, at)
  }

  /** Whether a path leads to an item of no type of the profile: that is a rule of its own. */
  #isUnknownItem(path: readonly PropertyKey[], data: JsonObject): boolean {
    if (path[0] !== 'item' && path[1] !== 'output') return false
    const type = valueAt(data, [...path.slice(0, path[0] === 'item' ? 1 : 3), 'type'])
    return typeof type === 'string' && !itemSchema(type, this.#settings.profile)
  }
}

/** The faults behind an issue: of a union, those of the member that comes nearest. */
function faults(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): Fault[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'invalid_union') {
    const members = issue.errors.filter((member) => member.length > 0 && member.every((inner) => inner.path.length > 0))
    const nearest = members.sort((a, b) => a.length - b.length)[0]
    if (nearest) return nearest.flatMap((inner) => faults(inner, path))
  }
  return [{ path, message: issue.message }]
}
