import type { Profile } from '../options.js'
import { FAMILIES, type Family } from './families.js'
import { ITEMS } from './items.js'

/** What an event does to the stream; each value is one handler of the assembler. */
export type EventRole =
  | 'created'
  | 'queued'
  | 'in_progress'
  | 'terminal'
  | 'error'
  | 'item.added'
  | 'item.done'
  | 'part.added'
  | 'part.done'
  | 'delta'
  | 'done'
  | 'annotation'
  | 'state'
  | 'audio'

/** How an event is addressed: which of `item_id`, `output_index`, and a third index it must carry. */
export type EventScope = 'response' | 'item' | 'content' | 'summary' | 'command' | 'output'

/** JSON type of a required field, and with it its zero value. */
export type FieldType = 'string' | 'integer' | 'array' | 'object'

/** One event type. */
export interface EventRow {
  readonly role: EventRole
  readonly scope: EventScope
  /** Required fields beyond `type`, `sequence_number` and the address. */
  readonly fields?: Readonly<Record<string, FieldType>>
  /** Fields that may be absent. */
  readonly optional?: Readonly<Record<string, FieldType>>
  /** Item types that the event may belong to; the first is opened when there is none. */
  readonly items?: readonly string[]
  /** Profiles whose schema has the event. */
  readonly profiles: readonly Profile[]
}

const both: readonly Profile[] = ['openai', 'open-responses']
const openai: readonly Profile[] = ['openai']

const state = (...items: string[]): EventRow => ({ role: 'state', scope: 'item', items, profiles: openai })
const item = (role: EventRole): EventRow => ({ role, scope: 'output', fields: { item: 'object' }, profiles: both })
const part = (role: EventRole, scope: EventScope, ...items: string[]): EventRow => ({
  ...{ role, scope, items },
  fields: { part: 'object' },
  profiles: both,
})
const response = (role: EventRole): EventRow => ({
  role,
  scope: 'response',
  fields: { response: 'object' },
  profiles: both,
})

/** The events of a text: its deltas, and the done that repeats it. */
function textEvents({ delta, done, field, place, part, item }: Family): readonly (readonly [string, EventRow])[] {
  const at = { scope: place, items: [item], profiles: ITEMS[item]?.profiles ?? openai } as const
  const beside: EventRow['fields'] = part === 'output_text' ? { logprobs: 'array' } : {}
  const named: EventRow['fields'] = item === 'function_call' ? { name: 'string' } : {}
  return [
    [delta, { role: 'delta', ...at, fields: { delta: 'string', ...beside } }],
    [done, { role: 'done', ...at, fields: { [field]: 'string', ...beside, ...named } }],
  ]
}

/**
 * Every event of the protocol: the 59 of OpenAI's SDK 7.55.0 and the two recorded `apply_patch_call_operation_diff` types.
 *
 * `response.reasoning_text.*` is named `response.reasoning.*` under `open-responses` (see `profiles.ts`).
 */
export const EVENTS: Readonly<Record<string, EventRow>> = {
  'response.created': response('created'),
  'response.queued': response('queued'),
  'response.in_progress': response('in_progress'),
  'response.completed': response('terminal'),
  'response.incomplete': response('terminal'),
  'response.failed': response('terminal'),
  error: { role: 'error', scope: 'response', profiles: both },

  'response.output_item.added': item('item.added'),
  'response.output_item.done': item('item.done'),
  'response.content_part.added': part('part.added', 'content', 'message', 'reasoning'),
  'response.content_part.done': part('part.done', 'content', 'message', 'reasoning'),
  'response.reasoning_summary_part.added': part('part.added', 'summary', 'reasoning'),
  'response.reasoning_summary_part.done': part('part.done', 'summary', 'reasoning'),

  ...Object.fromEntries(FAMILIES.flatMap(textEvents)),
  'response.output_text.annotation.added': {
    role: 'annotation',
    scope: 'content',
    fields: { annotation_index: 'integer', annotation: 'object' },
    items: ['message'],
    profiles: both,
  },

  'response.shell_call_command.added': {
    role: 'part.added',
    scope: 'command',
    fields: { command: 'string' },
    items: ['shell_call'],
    profiles: openai,
  },
  'response.shell_call_output_content.delta': {
    role: 'state',
    scope: 'item',
    fields: { command_index: 'integer', delta: 'object' },
    items: ['shell_call_output'],
    profiles: openai,
  },
  'response.shell_call_output_content.done': {
    role: 'state',
    scope: 'item',
    fields: { command_index: 'integer', output: 'array' },
    items: ['shell_call_output'],
    profiles: openai,
  },

  'response.code_interpreter_call.in_progress': state('code_interpreter_call'),
  'response.code_interpreter_call.interpreting': state('code_interpreter_call'),
  'response.code_interpreter_call.completed': state('code_interpreter_call'),
  'response.file_search_call.in_progress': state('file_search_call'),
  'response.file_search_call.searching': state('file_search_call'),
  'response.file_search_call.completed': state('file_search_call'),
  'response.web_search_call.in_progress': state('web_search_call'),
  'response.web_search_call.searching': state('web_search_call'),
  'response.web_search_call.completed': state('web_search_call'),
  'response.image_generation_call.in_progress': state('image_generation_call'),
  'response.image_generation_call.generating': state('image_generation_call'),
  'response.image_generation_call.completed': state('image_generation_call'),
  'response.image_generation_call.partial_image': {
    role: 'state',
    scope: 'item',
    fields: { partial_image_index: 'integer', partial_image_b64: 'string' },
    optional: { size: 'string', quality: 'string', background: 'string', output_format: 'string' },
    items: ['image_generation_call'],
    profiles: openai,
  },
  'response.mcp_call.in_progress': state('mcp_call'),
  'response.mcp_call.completed': state('mcp_call'),
  'response.mcp_call.failed': state('mcp_call'),
  'response.mcp_list_tools.in_progress': state('mcp_list_tools'),
  'response.mcp_list_tools.completed': state('mcp_list_tools'),
  'response.mcp_list_tools.failed': state('mcp_list_tools'),
  'response.compaction.compacting': state('compaction'),

  'response.audio.delta': { role: 'audio', scope: 'response', fields: { delta: 'string' }, profiles: openai },
  'response.audio.done': { role: 'audio', scope: 'response', profiles: openai },
  'response.audio.transcript.delta': {
    role: 'audio',
    scope: 'response',
    fields: { delta: 'string' },
    profiles: openai,
  },
  'response.audio.transcript.done': { role: 'audio', scope: 'response', profiles: openai },
}
