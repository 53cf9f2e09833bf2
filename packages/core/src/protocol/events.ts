import type { Profile } from '../options.js'

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
const response = (role: EventRole): EventRow => ({
  role,
  scope: 'response',
  fields: { response: 'object' },
  profiles: both,
})

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

  'response.output_item.added': { role: 'item.added', scope: 'output', fields: { item: 'object' }, profiles: both },
  'response.output_item.done': { role: 'item.done', scope: 'output', fields: { item: 'object' }, profiles: both },
  'response.content_part.added': {
    role: 'part.added',
    scope: 'content',
    fields: { part: 'object' },
    items: ['message', 'reasoning'],
    profiles: both,
  },
  'response.content_part.done': {
    role: 'part.done',
    scope: 'content',
    fields: { part: 'object' },
    items: ['message', 'reasoning'],
    profiles: both,
  },
  'response.reasoning_summary_part.added': {
    role: 'part.added',
    scope: 'summary',
    fields: { part: 'object' },
    items: ['reasoning'],
    profiles: both,
  },
  'response.reasoning_summary_part.done': {
    role: 'part.done',
    scope: 'summary',
    fields: { part: 'object' },
    items: ['reasoning'],
    profiles: both,
  },

  'response.output_text.delta': {
    role: 'delta',
    scope: 'content',
    fields: { delta: 'string', logprobs: 'array' },
    items: ['message'],
    profiles: both,
  },
  'response.output_text.done': {
    role: 'done',
    scope: 'content',
    fields: { text: 'string', logprobs: 'array' },
    items: ['message'],
    profiles: both,
  },
  'response.output_text.annotation.added': {
    role: 'annotation',
    scope: 'content',
    fields: { annotation_index: 'integer', annotation: 'object' },
    items: ['message'],
    profiles: both,
  },
  'response.refusal.delta': {
    role: 'delta',
    scope: 'content',
    fields: { delta: 'string' },
    items: ['message'],
    profiles: both,
  },
  'response.refusal.done': {
    role: 'done',
    scope: 'content',
    fields: { refusal: 'string' },
    items: ['message'],
    profiles: both,
  },
  'response.reasoning_text.delta': {
    role: 'delta',
    scope: 'content',
    fields: { delta: 'string' },
    items: ['reasoning'],
    profiles: both,
  },
  'response.reasoning_text.done': {
    role: 'done',
    scope: 'content',
    fields: { text: 'string' },
    items: ['reasoning'],
    profiles: both,
  },
  'response.reasoning_summary_text.delta': {
    role: 'delta',
    scope: 'summary',
    fields: { delta: 'string' },
    items: ['reasoning'],
    profiles: both,
  },
  'response.reasoning_summary_text.done': {
    role: 'done',
    scope: 'summary',
    fields: { text: 'string' },
    items: ['reasoning'],
    profiles: both,
  },

  'response.function_call_arguments.delta': {
    role: 'delta',
    scope: 'item',
    fields: { delta: 'string' },
    items: ['function_call'],
    profiles: both,
  },
  'response.function_call_arguments.done': {
    role: 'done',
    scope: 'item',
    fields: { arguments: 'string', name: 'string' },
    items: ['function_call'],
    profiles: both,
  },
  'response.custom_tool_call_input.delta': {
    role: 'delta',
    scope: 'item',
    fields: { delta: 'string' },
    items: ['custom_tool_call'],
    profiles: openai,
  },
  'response.custom_tool_call_input.done': {
    role: 'done',
    scope: 'item',
    fields: { input: 'string' },
    items: ['custom_tool_call'],
    profiles: openai,
  },
  'response.mcp_call_arguments.delta': {
    role: 'delta',
    scope: 'item',
    fields: { delta: 'string' },
    items: ['mcp_call'],
    profiles: openai,
  },
  'response.mcp_call_arguments.done': {
    role: 'done',
    scope: 'item',
    fields: { arguments: 'string' },
    items: ['mcp_call'],
    profiles: openai,
  },
  'response.code_interpreter_call_code.delta': {
    role: 'delta',
    scope: 'item',
    fields: { delta: 'string' },
    items: ['code_interpreter_call'],
    profiles: openai,
  },
  'response.code_interpreter_call_code.done': {
    role: 'done',
    scope: 'item',
    fields: { code: 'string' },
    items: ['code_interpreter_call'],
    profiles: openai,
  },
  'response.apply_patch_call_operation_diff.delta': {
    role: 'delta',
    scope: 'item',
    fields: { delta: 'string' },
    items: ['apply_patch_call'],
    profiles: openai,
  },
  'response.apply_patch_call_operation_diff.done': {
    role: 'done',
    scope: 'item',
    fields: { diff: 'string' },
    items: ['apply_patch_call'],
    profiles: openai,
  },

  'response.shell_call_command.added': {
    role: 'part.added',
    scope: 'command',
    fields: { command: 'string' },
    items: ['shell_call'],
    profiles: openai,
  },
  'response.shell_call_command.delta': {
    role: 'delta',
    scope: 'command',
    fields: { delta: 'string' },
    items: ['shell_call'],
    profiles: openai,
  },
  'response.shell_call_command.done': {
    role: 'done',
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
