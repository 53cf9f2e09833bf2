import type { JsonObject } from '@strict-responses/core'
import { unsupported } from '../errors/api-error.js'
import type { TranslateContext } from './translation.js'

/** What becomes of a field: it goes under a name, is read by code of its own, is only echoed, dropped, or refused. */
type Rule = { readonly as: string } | 'read' | 'echo' | 'drop' | 'refuse'

interface Row {
  readonly chat: Rule
  readonly anthropic: Rule
  /** Values that ask for nothing, and so are neither dropped nor refused. */
  readonly idle?: readonly unknown[]
  /** The report's code, where it is not the field's name. */
  readonly why?: string
}

const read: Row = { chat: 'read', anthropic: 'read' }
const drop: Row = { chat: 'drop', anthropic: 'drop' }
const echo: Row = { chat: 'echo', anthropic: 'echo' }

const refused = (why: string, idle: readonly unknown[] = []): Row => ({
  chat: 'refuse',
  anthropic: 'refuse',
  why,
  idle,
})

/** Every field of a Responses request (openai 7, `ResponseCreateParams`), and a few that clients send beside them. */
export const FIELDS: Readonly<Record<string, Row>> = {
  model: { chat: { as: 'model' }, anthropic: { as: 'model' } },
  input: read,
  instructions: read,
  tools: read,
  tool_choice: read,
  parallel_tool_calls: read,
  text: read,
  reasoning: read,
  max_output_tokens: read,
  include: read,
  stream: read,
  stream_options: read,
  stop: read,
  safety_identifier: read,
  user: read,
  temperature: { chat: { as: 'temperature' }, anthropic: 'read' },
  top_p: { chat: { as: 'top_p' }, anthropic: 'read' },
  top_logprobs: { chat: 'read', anthropic: 'drop', idle: [0] },
  presence_penalty: { chat: { as: 'presence_penalty' }, anthropic: 'drop', idle: [0] },
  frequency_penalty: { chat: { as: 'frequency_penalty' }, anthropic: 'drop', idle: [0] },
  metadata: echo,
  client_metadata: echo,
  store: { ...drop, idle: [false] },
  truncation: { ...drop, idle: ['disabled'] },
  service_tier: { ...drop, idle: ['auto', 'default'] },
  max_tool_calls: drop,
  prompt_cache_key: drop,
  prompt_cache_retention: drop,
  prompt_cache_options: drop,
  context_management: drop,
  moderation: drop,
  access_programs: drop,
  image: drop,
  previous_response_id: refused('the backend keeps no responses; send the whole conversation as `input`'),
  conversation: refused('the backend keeps no conversations; send the whole conversation as `input`'),
  prompt: refused('the backend keeps no prompts; send its text as `instructions`'),
  background: refused('the backend cannot answer in the background', [false]),
}

/** Fields of the backend's own request that only the translation writes. */
const RESERVED = new Set([
  'messages',
  'system',
  'functions',
  'function_call',
  'response_format',
  'n',
  'max_tokens',
  'max_completion_tokens',
  'thinking',
  'output_config',
])

/**
 * The fields that pass as they are or under another name; hints that cannot be followed are reported, demands refused.
 *
 * What is no field of Responses at all (`top_k`, `seed`, `chat_template_kwargs`) was meant for the backend, and passes.
 */
export function copyFields(
  request: JsonObject,
  target: 'chat' | 'anthropic',
  { report }: Pick<TranslateContext, 'report'>,
): JsonObject {
  const copied: JsonObject = {}
  for (const [field, value] of Object.entries(request)) {
    if (value === null || value === undefined) continue
    const row = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined
    const rule = row?.[target] ?? (RESERVED.has(field) ? 'drop' : { as: field })
    if (typeof rule === 'object') copied[rule.as] = value
    else if (row?.idle?.includes(value)) continue
    else if (rule === 'refuse') throw unsupported(`\`${field}\` is not supported: ${row?.why}.`, field)
    else if (rule === 'drop') report(`gateway/dropped-${field.replaceAll('_', '-')}`, `\`${field}\` was not passed on`)
  }
  return copied
}
