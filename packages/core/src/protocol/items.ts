import type { Profile } from '../options.js'

/** One of the 28 output item types. */
export interface ItemRow {
  /** Prefix of a made-up id: `msg_…`. */
  readonly prefix: string
  /** Values that `status` may have; empty where the schema has no status. */
  readonly statuses: readonly string[]
  /** Whether the schema requires `status`; where it does not, none is made up. */
  readonly statusRequired: boolean
  /** The status of an item that was cut; `undefined` where the item has none. */
  readonly cut: string | undefined
  /** Whether the item needs a `call_id` of its own. */
  readonly callId?: true
  /** Whether a client finds what to run by the item's `name`. */
  readonly named?: true
  /** Whether a client may act on the item as soon as it closes: it opens with its first body event, not before. */
  readonly clientRun?: true
  readonly profiles: readonly Profile[]
}

const both: readonly Profile[] = ['openai', 'open-responses']
const openai: readonly Profile[] = ['openai']
const call = ['in_progress', 'completed', 'incomplete'] as const

const row = (prefix: string, statuses: readonly string[], more: Partial<ItemRow> = {}): ItemRow => ({
  prefix,
  statuses,
  statusRequired: statuses.length > 0,
  cut: ['incomplete', 'failed', 'in_progress'].find((status) => statuses.includes(status)),
  profiles: openai,
  ...more,
})

/** Every output item type: PROTOCOL section 5 (spec 2026-08, SDK 7.55.0). */
export const ITEMS: Readonly<Record<string, ItemRow>> = {
  message: row('msg', call, { profiles: both }),
  reasoning: row('rs', call, { statusRequired: false, profiles: both }),
  function_call: row('fc', call, { callId: true, named: true, clientRun: true, profiles: both }),
  function_call_output: row('fco', call, { callId: true, profiles: both }),
  custom_tool_call: row('ctc', [], { callId: true, named: true, clientRun: true, cut: 'incomplete' }),
  custom_tool_call_output: row('ctco', call, { callId: true }),
  file_search_call: row('fs', ['in_progress', 'searching', 'completed', 'incomplete', 'failed']),
  web_search_call: row('ws', ['in_progress', 'searching', 'completed', 'failed']),
  image_generation_call: row('ig', ['in_progress', 'completed', 'generating', 'failed']),
  code_interpreter_call: row('ci', ['in_progress', 'completed', 'incomplete', 'interpreting', 'failed']),
  computer_call: row('cu', call, { callId: true, clientRun: true }),
  computer_call_output: row('cuo', ['completed', 'incomplete', 'failed', 'in_progress'], { callId: true }),
  local_shell_call: row('lsh', call, { callId: true, clientRun: true }),
  local_shell_call_output: row('lsho', call, { statusRequired: false }),
  shell_call: row('sh', call, { callId: true, clientRun: true }),
  shell_call_output: row('sho', call, { callId: true }),
  apply_patch_call: row('apc', ['in_progress', 'completed'], { callId: true, clientRun: true }),
  apply_patch_call_output: row('apco', ['completed', 'failed'], { callId: true }),
  mcp_call: row('mcp', ['in_progress', 'completed', 'incomplete', 'calling', 'failed'], { statusRequired: false }),
  mcp_list_tools: row('mcpl', []),
  mcp_approval_request: row('mcpr', [], { clientRun: true }),
  mcp_approval_response: row('mcprr', []),
  tool_search_call: row('tsc', call, { clientRun: true }),
  tool_search_output: row('tso', call),
  additional_tools: row('at', []),
  program: row('prog', [], { callId: true }),
  program_output: row('progo', ['completed', 'incomplete'], { callId: true }),
  compaction: row('cmp', [], { profiles: both }),
}
