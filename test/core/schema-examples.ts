import type { ResponseStreamEvent } from '../../packages/core/src/protocol/schema/events/stream-event.js'
import type { ResponseOutputItem } from '../../packages/core/src/protocol/schema/items/output-item.js'
import type { OpenResponsesStreamEvent } from '../../packages/core/src/protocol/schema/open-responses/events.js'
import type { OpenResponsesItem } from '../../packages/core/src/protocol/schema/open-responses/items.js'
import type { OpenResponsesMessagePart } from '../../packages/core/src/protocol/schema/open-responses/parts.js'
import type { ResponseResource } from '../../packages/core/src/protocol/schema/open-responses/response.js'
import type { ResponseContentPart, ResponseSummaryText } from '../../packages/core/src/protocol/schema/output-parts.js'
import type { Response } from '../../packages/core/src/protocol/schema/response.js'

/*
 * The smallest valid value of every event, item and part: each field is there because a schema requires it.
 */

type Examples<T extends { type: string }> = { [K in T['type']]: Extract<T, { type: K }> }

export const response: Response = {
  id: 'resp_1',
  object: 'response',
  created_at: 1,
  status: 'in_progress',
  error: null,
  incomplete_details: null,
  instructions: null,
  metadata: {},
  model: 'm',
  output: [],
  parallel_tool_calls: true,
  temperature: 1,
  tool_choice: 'auto',
  tools: [],
  top_p: 1,
}

const id = { id: 'i_1' }
const call = { id: 'i_1', call_id: 'call_1' }
const running = { status: 'in_progress' } as const
const mcp = { id: 'i_1', server_label: 's', name: 'n', arguments: '{}' }
const action = { commands: ['ls'], timeout_ms: null, max_output_length: null }
const screenshot = { type: 'computer_screenshot' } as const

export const items: Examples<ResponseOutputItem> = {
  message: { type: 'message', ...id, role: 'assistant', content: [], ...running },
  reasoning: { type: 'reasoning', ...id, summary: [] },
  function_call: { type: 'function_call', ...call, name: 'f', arguments: '' },
  function_call_output: { type: 'function_call_output', ...id, output: 'x', ...running },
  custom_tool_call: { type: 'custom_tool_call', ...call, name: 'f', input: '' },
  custom_tool_call_output: { type: 'custom_tool_call_output', ...call, output: 'x', ...running },
  file_search_call: { type: 'file_search_call', ...id, queries: ['q'], ...running },
  web_search_call: { type: 'web_search_call', ...id, action: { type: 'search' }, ...running },
  image_generation_call: { type: 'image_generation_call', ...id, result: null, ...running },
  code_interpreter_call: {
    type: 'code_interpreter_call',
    ...id,
    code: null,
    container_id: 'c',
    outputs: null,
    ...running,
  },
  computer_call: { type: 'computer_call', ...call, pending_safety_checks: [], ...running },
  computer_call_output: { type: 'computer_call_output', ...call, output: screenshot, status: 'completed' },
  local_shell_call: {
    type: 'local_shell_call',
    ...call,
    action: { type: 'exec', command: ['ls'], env: {} },
    ...running,
  },
  local_shell_call_output: { type: 'local_shell_call_output', ...call, output: 'x' },
  shell_call: { type: 'shell_call', ...call, action, environment: null, ...running },
  shell_call_output: { type: 'shell_call_output', ...call, output: [], max_output_length: null, ...running },
  apply_patch_call: {
    type: 'apply_patch_call',
    ...call,
    operation: { type: 'delete_file', path: 'p' },
    ...running,
  },
  apply_patch_call_output: { type: 'apply_patch_call_output', ...call, status: 'completed' },
  mcp_call: { type: 'mcp_call', ...mcp },
  mcp_list_tools: { type: 'mcp_list_tools', ...id, server_label: 's', tools: [] },
  mcp_approval_request: { type: 'mcp_approval_request', ...mcp },
  mcp_approval_response: {
    type: 'mcp_approval_response',
    ...id,
    request_id: 'r',
    approval_request_id: 'r',
    approve: true,
  },
  tool_search_call: { type: 'tool_search_call', ...call, execution: 'server', arguments: {}, ...running },
  tool_search_output: { type: 'tool_search_output', ...call, execution: 'server', tools: [], ...running },
  additional_tools: { type: 'additional_tools', ...id, role: 'developer', tools: [] },
  program: { type: 'program', ...call, code: 'x', fingerprint: 'f' },
  program_output: { type: 'program_output', ...call, result: 'x', status: 'completed' },
  compaction: { type: 'compaction', ...id, encrypted_content: 'x' },
}

export const parts: Examples<ResponseContentPart | ResponseSummaryText> = {
  output_text: { type: 'output_text', text: '', annotations: [], logprobs: [] },
  refusal: { type: 'refusal', refusal: '' },
  reasoning_text: { type: 'reasoning_text', text: '' },
  summary_text: { type: 'summary_text', text: '' },
}

const at = { sequence_number: 0, output_index: 0 }
const ofItem = { ...at, item_id: 'i_1' }
const ofPart = { ...ofItem, content_index: 0 }
const ofSummary = { ...ofItem, summary_index: 0 }
const ofCommand = { ...at, command_index: 0 }
const whole = { sequence_number: 0, response }
const text = { ...ofPart, text: '' }
const part = { ...ofPart, part: parts.output_text }
/** Required by the schema, though it does not say what it is. */
const audio = { sequence_number: 0, response_id: 'resp_1' }
const summary = { ...ofSummary, part: parts.summary_text }

const states = Object.fromEntries(
  [
    ...['in_progress', 'interpreting', 'completed'].map((state) => `code_interpreter_call.${state}`),
    ...['in_progress', 'searching', 'completed'].map((state) => `file_search_call.${state}`),
    ...['in_progress', 'searching', 'completed'].map((state) => `web_search_call.${state}`),
    ...['in_progress', 'generating', 'completed'].map((state) => `image_generation_call.${state}`),
    ...['in_progress', 'completed', 'failed'].map((state) => `mcp_call.${state}`),
    ...['in_progress', 'completed', 'failed'].map((state) => `mcp_list_tools.${state}`),
    'compaction.compacting',
  ].map((name) => [`response.${name}`, { type: `response.${name}`, ...ofItem }]),
)

const itemDelta = <const T extends string>(type: T) => ({ type, ...ofItem, delta: 'x' })

/** The states of hosted calls are all alike, and come by themselves below. */
type State =
  | `response.${string}_call.${string}`
  | `response.mcp_list_tools.${string}`
  | 'response.compaction.compacting'
type Stateful = Extract<ResponseStreamEvent, { type: State } | { type: 'response.image_generation_call.partial_image' }>

const spoken: Examples<Exclude<ResponseStreamEvent, Stateful>> = {
  'response.created': { type: 'response.created', ...whole },
  'response.queued': { type: 'response.queued', ...whole },
  'response.in_progress': { type: 'response.in_progress', ...whole },
  'response.completed': { type: 'response.completed', ...whole },
  'response.incomplete': { type: 'response.incomplete', ...whole },
  'response.failed': { type: 'response.failed', ...whole },
  error: { type: 'error', sequence_number: 0, code: null, message: 'm', param: null },
  'response.output_item.added': { type: 'response.output_item.added', ...at, item: items.message },
  'response.output_item.done': { type: 'response.output_item.done', ...at, item: items.message },
  'response.content_part.added': { type: 'response.content_part.added', ...part },
  'response.content_part.done': { type: 'response.content_part.done', ...part },
  'response.output_text.delta': { type: 'response.output_text.delta', ...ofPart, delta: 'x', logprobs: [] },
  'response.output_text.done': { type: 'response.output_text.done', ...text, logprobs: [] },
  'response.output_text.annotation.added': {
    type: 'response.output_text.annotation.added',
    ...ofPart,
    annotation_index: 0,
    annotation: null,
  },
  'response.refusal.delta': { type: 'response.refusal.delta', ...ofPart, delta: 'x' },
  'response.refusal.done': { type: 'response.refusal.done', ...ofPart, refusal: 'x' },
  'response.reasoning_text.delta': { type: 'response.reasoning_text.delta', ...ofPart, delta: 'x' },
  'response.reasoning_text.done': { type: 'response.reasoning_text.done', ...text },
  'response.reasoning_summary_part.added': { type: 'response.reasoning_summary_part.added', ...summary },
  'response.reasoning_summary_part.done': { type: 'response.reasoning_summary_part.done', ...summary },
  'response.reasoning_summary_text.delta': {
    type: 'response.reasoning_summary_text.delta',
    ...ofSummary,
    delta: 'x',
  },
  'response.reasoning_summary_text.done': { type: 'response.reasoning_summary_text.done', ...ofSummary, text: '' },
  'response.function_call_arguments.delta': itemDelta('response.function_call_arguments.delta'),
  'response.function_call_arguments.done': {
    type: 'response.function_call_arguments.done',
    ...ofItem,
    name: 'f',
    arguments: '{}',
  },
  'response.custom_tool_call_input.delta': itemDelta('response.custom_tool_call_input.delta'),
  'response.custom_tool_call_input.done': { type: 'response.custom_tool_call_input.done', ...ofItem, input: '' },
  'response.mcp_call_arguments.delta': itemDelta('response.mcp_call_arguments.delta'),
  'response.mcp_call_arguments.done': { type: 'response.mcp_call_arguments.done', ...ofItem, arguments: '{}' },
  'response.code_interpreter_call_code.delta': itemDelta('response.code_interpreter_call_code.delta'),
  'response.code_interpreter_call_code.done': {
    type: 'response.code_interpreter_call_code.done',
    ...ofItem,
    code: '',
  },
  'response.apply_patch_call_operation_diff.delta': itemDelta('response.apply_patch_call_operation_diff.delta'),
  'response.apply_patch_call_operation_diff.done': {
    type: 'response.apply_patch_call_operation_diff.done',
    ...ofItem,
    diff: '',
  },
  'response.shell_call_command.added': { type: 'response.shell_call_command.added', ...ofCommand, command: '' },
  'response.shell_call_command.delta': { type: 'response.shell_call_command.delta', ...ofCommand, delta: 'x' },
  'response.shell_call_command.done': { type: 'response.shell_call_command.done', ...ofCommand, command: '' },
  'response.shell_call_output_content.delta': {
    type: 'response.shell_call_output_content.delta',
    ...ofItem,
    command_index: 0,
    delta: {},
  },
  'response.shell_call_output_content.done': {
    type: 'response.shell_call_output_content.done',
    ...ofItem,
    command_index: 0,
    output: [],
  },
  'response.audio.delta': { type: 'response.audio.delta', sequence_number: 0, delta: 'x' },
  'response.audio.done': { type: 'response.audio.done', ...audio },
  'response.audio.transcript.delta': { type: 'response.audio.transcript.delta', ...audio, delta: 'x' },
  'response.audio.transcript.done': { type: 'response.audio.transcript.done', ...audio },
}

export const events: Record<string, object> = {
  ...spoken,
  ...states,
  'response.image_generation_call.partial_image': {
    type: 'response.image_generation_call.partial_image',
    ...ofItem,
    partial_image_index: 0,
    partial_image_b64: 'x',
  },
}

export const openResponse: ResponseResource = {
  id: 'resp_1',
  object: 'response',
  created_at: 1,
  completed_at: null,
  status: 'in_progress',
  incomplete_details: null,
  model: 'm',
  previous_response_id: null,
  instructions: null,
  output: [],
  error: null,
  tools: [],
  tool_choice: 'auto',
  truncation: 'disabled',
  parallel_tool_calls: true,
  text: { format: { type: 'text' } },
  top_p: 1,
  presence_penalty: 0,
  frequency_penalty: 0,
  top_logprobs: 0,
  temperature: 1,
  reasoning: null,
  usage: null,
  max_output_tokens: null,
  max_tool_calls: null,
  store: true,
  background: false,
  service_tier: 'default',
  metadata: {},
  safety_identifier: null,
  prompt_cache_key: null,
}

export const openItems: Examples<OpenResponsesItem> = {
  message: { type: 'message', ...id, status: 'in_progress', role: 'assistant', content: [] },
  function_call: { type: 'function_call', ...call, name: 'f', arguments: '', ...running },
  function_call_output: { type: 'function_call_output', ...call, output: 'x', ...running },
  reasoning: { type: 'reasoning', ...id, summary: [] },
  compaction: { type: 'compaction', ...id, encrypted_content: 'x' },
}

export const openParts: Examples<OpenResponsesMessagePart> = {
  input_text: { type: 'input_text', text: '' },
  input_image: { type: 'input_image', image_url: null, detail: 'auto' },
  input_file: { type: 'input_file' },
  input_video: { type: 'input_video', video_url: 'x' },
  text: { type: 'text', text: '' },
  output_text: { type: 'output_text', text: '', annotations: [] },
  refusal: { type: 'refusal', refusal: '' },
  reasoning_text: { type: 'reasoning_text', text: '' },
  summary_text: { type: 'summary_text', text: '' },
}

const openWhole = { sequence_number: 0, response: openResponse }
const openPart = { part: openParts.output_text }
const openEvent = <const T extends string, const F extends object>(type: T, fields: F) => ({ type, ...fields })

export const openEvents: Examples<OpenResponsesStreamEvent> = {
  'response.created': openEvent('response.created', openWhole),
  'response.queued': openEvent('response.queued', openWhole),
  'response.in_progress': openEvent('response.in_progress', openWhole),
  'response.completed': openEvent('response.completed', openWhole),
  'response.failed': openEvent('response.failed', openWhole),
  'response.incomplete': openEvent('response.incomplete', openWhole),
  'response.output_item.added': openEvent('response.output_item.added', { ...at, item: openItems.message }),
  'response.output_item.done': openEvent('response.output_item.done', { ...at, item: null }),
  'response.reasoning_summary_part.added': openEvent('response.reasoning_summary_part.added', {
    ...ofSummary,
    ...openPart,
  }),
  'response.reasoning_summary_part.done': openEvent('response.reasoning_summary_part.done', {
    ...ofSummary,
    ...openPart,
  }),
  'response.content_part.added': openEvent('response.content_part.added', { ...ofPart, ...openPart }),
  'response.content_part.done': openEvent('response.content_part.done', { ...ofPart, ...openPart }),
  'response.output_text.delta': openEvent('response.output_text.delta', { ...ofPart, delta: 'x' }),
  'response.output_text.done': openEvent('response.output_text.done', text),
  'response.refusal.delta': openEvent('response.refusal.delta', { ...ofPart, delta: 'x' }),
  'response.refusal.done': openEvent('response.refusal.done', { ...ofPart, refusal: '' }),
  'response.reasoning.delta': openEvent('response.reasoning.delta', { ...ofPart, delta: 'x' }),
  'response.reasoning.done': openEvent('response.reasoning.done', text),
  'response.reasoning_summary_text.delta': openEvent('response.reasoning_summary_text.delta', {
    ...ofSummary,
    delta: 'x',
  }),
  'response.reasoning_summary_text.done': openEvent('response.reasoning_summary_text.done', {
    ...ofSummary,
    text: '',
  }),
  'response.output_text.annotation.added': openEvent('response.output_text.annotation.added', {
    ...ofPart,
    annotation_index: 0,
    annotation: null,
  }),
  'response.function_call_arguments.delta': itemDelta('response.function_call_arguments.delta'),
  'response.function_call_arguments.done': openEvent('response.function_call_arguments.done', {
    ...ofItem,
    arguments: '{}',
  }),
  error: openEvent('error', {
    sequence_number: 0,
    error: { type: 'server_error', code: null, message: 'm', param: null },
  }),
}
