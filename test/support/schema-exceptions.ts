import { isObject } from '../../packages/core/src/json.js'
import type { Profile } from '../../packages/core/src/options.js'
import { ITEMS } from '../../packages/core/src/protocol/items.js'

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

/** A place of a strict event that the published schema does not take as it leaves. */
export interface OutputException {
  /** Where, with `#` for any index, e.g. `response.output.#`. */
  readonly path: string
  /** The type of the object that holds it, where it matters. */
  readonly within?: string
  /** Whether what stands there is meant. */
  readonly found: (value: unknown) => boolean
  /** What the published schema would take instead; `undefined` for nothing. */
  readonly instead: unknown
  readonly reason: string
}

const isNull = (value: unknown): boolean => value === null
const isAbsent = (value: unknown): boolean => value === undefined

const isNewer = (value: unknown): boolean =>
  isObject(value) && typeof value['type'] === 'string' && !Object.hasOwn(ITEMS, value['type'])

const isRedacted = (value: unknown): boolean => typeof value === 'string' && /[<>]/.test(value)

const KNOWN_ITEM = { type: 'reasoning', id: 'rs_1', summary: [] }

/** What strict streams hold that OpenAI's schema does not take; Open Responses' takes all of it. */
export const OUTPUT_EXCEPTIONS: readonly OutputException[] = [
  { path: 'response.usage', found: isNull, instead: undefined, reason: 'sent by OpenAI as null until the end' },
  { path: 'response.user', found: isNull, instead: undefined, reason: 'sent by OpenAI as null' },
  ...['response.tools.#.defer_loading', 'response.tools.#.server_description', 'response.text.format.description'].map(
    (path) => ({
      path,
      found: isNull,
      instead: undefined,
      reason: 'echoes of what a request did not set are null',
    }),
  ),
  {
    path: 'response.tools.#.server_url',
    found: isRedacted,
    instead: 'https://example.com',
    reason: 'an echo; recordings have it redacted',
  },
  ...['item', 'response.output.#'].map((path) => ({
    path,
    found: isNewer,
    instead: KNOWN_ITEM,
    reason: 'items of newer types pass',
  })),
  ...['item.environment', 'response.output.#.environment'].map((path) => ({
    path,
    within: 'shell_call',
    found: isAbsent,
    instead: null,
    reason: 'recorded without it, in the done event too',
  })),
  {
    path: 'item.result',
    within: 'image_generation_call',
    found: isAbsent,
    instead: null,
    reason: 'recorded without it when the item is added: it waits for the done event',
  },
  {
    path: 'item.action',
    within: 'web_search_call',
    found: isAbsent,
    instead: { type: 'search', query: '' },
    reason: 'recorded without it when the item is added: it waits for the done event',
  },
  {
    path: 'response_id',
    within: 'response.audio.transcript.delta',
    found: isAbsent,
    instead: 'resp_1',
    reason: 'required without being declared, and never recorded',
  },
]
