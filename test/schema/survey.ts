import type { Profile } from '@strict-responses/core'
import { str } from '../support/oracle-frames.js'
import type { OutputException } from '../support/schema-exceptions.js'
import { compareEvent } from './compare.js'
import { eventsOf, INPUTS } from './outputs.js'
import { Published } from './published.js'

/** Counts of one group of streams. */
export interface Row {
  streams: number
  events: number
  excepted: number
  unpublished: number
  rejected: number
}

/** What a published document says of everything that leaves. */
export interface Survey {
  readonly rows: ReadonlyMap<string, Row>
  /** Rejected events, by stream and fault. */
  readonly violations: readonly string[]
  readonly used: ReadonlySet<OutputException>
  /** Types that left, of those that the document has. */
  readonly seen: ReadonlySet<string>
  readonly published: readonly string[]
}

/** Holds the output of every recording and fixture up against the document of a profile. */
export function survey(profile: Profile): Survey {
  const document = new Published(profile)
  const rows = new Map<string, Row>()
  const violations: string[] = []
  const used = new Set<OutputException>()
  const seen = new Set<string>()
  for (const input of INPUTS) {
    const row = rows.get(input.group) ?? { streams: 0, events: 0, excepted: 0, unpublished: 0, rejected: 0 }
    rows.set(input.group, row)
    const events = eventsOf(input, profile)
    if (events.length > 0) row.streams++
    for (const event of events) {
      const { fault, exceptions, unpublished } = compareEvent(event, document)
      row.events++
      seen.add(str(event['type']))
      for (const exception of exceptions) used.add(exception)
      if (exceptions.length > 0) row.excepted++
      if (unpublished) row.unpublished++
      if (fault === '') continue
      row.rejected++
      violations.push(`${input.name}: ${str(event['type'])}: ${fault}`)
    }
  }
  return { rows, violations, used, seen, published: document.types }
}
