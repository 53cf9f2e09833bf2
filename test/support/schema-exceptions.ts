import type { Profile } from '../../packages/core/src/options.js'

/** Where our schemas and the published ones disagree on purpose. */
export interface SchemaException {
  readonly profile: Profile
  readonly kind: 'event' | 'item' | 'response' | 'part' | 'component'
  /** A type, or `*` for all of the kind. */
  readonly type: string
  readonly field: string
  /** Which of the two takes the value. */
  readonly taken: 'ours' | 'theirs'
  /** A probe's JSON, `absent`, or `*` for any. */
  readonly value: string
  readonly reason: string
}

const rows = (
  profile: Profile,
  kind: SchemaException['kind'],
  taken: SchemaException['taken'],
  reason: string,
  list: readonly (readonly [type: string, field: string, value?: string])[],
): readonly SchemaException[] =>
  list.map(([type, field, value = '*']) => ({ profile, kind, type, field, taken, value, reason }))

const INDEXES = ['sequence_number', 'output_index', 'content_index', 'summary_index', 'annotation_index']

const notStrings = [
  'null',
  '0',
  '-1',
  '1.5',
  'true',
  '[]',
  '["probe"]',
  '[{}]',
  '{}',
  '{"type":"probe"}',
  '[{"type":"probe"}]',
]

export const SCHEMA_EXCEPTIONS: readonly SchemaException[] = [
  ...rows('openai', 'event', 'ours', 'required without being declared, and never recorded', [
    ['response.audio.done', 'response_id'],
    ['response.audio.transcript.delta', 'response_id'],
    ['response.audio.transcript.done', 'response_id'],
  ]),
  ...rows('openai', 'event', 'ours', 'items of newer types pass', [
    ['response.output_item.added', 'item', '{"type":"probe"}'],
    ['response.output_item.done', 'item', '{"type":"probe"}'],
  ]),
  ...rows('openai', 'item', 'theirs', 'required without being declared: it can only be a string', [
    ...notStrings.map((value) => ['local_shell_call_output', 'call_id', value] as const),
    ...notStrings.map((value) => ['mcp_approval_response', 'request_id', value] as const),
  ]),
  ...rows('openai', 'response', 'ours', 'sent by OpenAI as null', [
    ['response', 'user', 'null'],
    ['response', 'usage', 'null'],
  ]),
  ...rows('openai', 'response', 'ours', 'servers have tiers of their own', [
    ['response', 'service_tier', '"probe"'],
    ['response', 'service_tier', '""'],
  ]),
  ...rows('openai', 'response', 'ours', 'echoes of what the developer wrote, or of newer types, pass', [
    ['response', 'tools', '[{"type":"probe"}]'],
    ['response', 'output', '[{"type":"probe"}]'],
    ['response', 'instructions', '[{}]'],
    ['response', 'instructions', '[{"type":"probe"}]'],
  ]),
  ...rows('openai', 'item', 'ours', 'echoes of newer tools pass', [
    ['tool_search_output', 'tools', '[{"type":"probe"}]'],
    ['additional_tools', 'tools', '[{"type":"probe"}]'],
  ]),
  ...rows('openai', 'response', 'theirs', 'always sent, and clients branch on it', [['response', 'status', 'absent']]),
  ...rows('openai', 'response', 'theirs', 'always an integer, and strict clients read one', [
    ['response', 'created_at', '1.5'],
    ['response', 'completed_at', '1.5'],
  ]),
  ...rows('openai', 'component', 'ours', 'OpenAI echoes null for what a request did not set', [
    ['ResponseTextParam', 'format', 'null'],
    ['TextResponseFormatJsonSchema', 'description', 'null'],
    ['Reasoning', 'mode', 'null'],
  ]),
  ...rows('openai', 'component', 'theirs', 'counts are unsigned', [['ResponseUsage', '*', '-1']]),
  ...rows('openai', 'event', 'theirs', 'clients read positions as unsigned', [
    ...[...INDEXES, 'command_index', 'partial_image_index'].map((field) => ['*', field, '-1'] as const),
  ]),
  ...rows('open-responses', 'event', 'theirs', 'clients read positions as unsigned', [
    ...INDEXES.map((field) => ['*', field, '-1'] as const),
  ]),
  ...rows('openai', 'item', 'theirs', 'optional because it is also input; events refer to the item by its id', [
    ['function_call', 'id', 'absent'],
    ['custom_tool_call', 'id', 'absent'],
  ]),
  ...rows('openai', 'item', 'ours', 'recorded without it, in the done event too', [
    ['shell_call', 'environment', 'absent'],
  ]),
]

/** Event types that OpenAI sends, but its published schema does not have. */
export const NOT_PUBLISHED: ReadonlySet<string> = new Set([
  // in the SDK only
  'response.compaction.compacting',
  // recorded only
  'response.apply_patch_call_operation_diff.delta',
  'response.apply_patch_call_operation_diff.done',
])
