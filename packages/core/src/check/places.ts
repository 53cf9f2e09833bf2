import type { EventScope } from '../protocol/events.js'
import type { RuleCode } from './rules.js'

/** Where a part lives: its index, its codes, and the item's list. */
export interface Place {
  readonly key: 'content_index' | 'summary_index' | 'command_index'
  readonly of: 'content' | 'summary' | 'command'
  readonly index: RuleCode
  readonly missingAdded: RuleCode
}

/** The places of parts, by the scope of the events that fill them. */
export const PLACES: Readonly<Partial<Record<EventScope, Place>>> = {
  content: {
    key: 'content_index',
    of: 'content',
    index: 'index/content-index',
    missingAdded: 'lifecycle/missing-content-part-added',
  },
  summary: {
    key: 'summary_index',
    of: 'summary',
    index: 'index/summary-index',
    missingAdded: 'lifecycle/missing-summary-part-added',
  },
  command: {
    key: 'command_index',
    of: 'command',
    index: 'index/command-index',
    missingAdded: 'lifecycle/missing-command-added',
  },
}
