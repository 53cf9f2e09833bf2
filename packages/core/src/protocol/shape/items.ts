import type { JsonObject } from '../../json.js'
import type { Profile } from '../../options.js'
import { ITEMS } from '../items.js'
import * as call from './calls.js'
import type { ItemContext } from './context.js'
import { CONTENT } from './parts.js'
import { any, boolean, integer, matching, nullable, oneOf, or, string, text } from './scalars.js'
import { byKind, type Fields, INVALID, list, object, type Shape } from './shape.js'
import { TOOL } from './tools.js'

const id = { id: string }
const made = { created_by: string }
const ids = { id: string, call_id: string }
const callIds = { id: string, call_id: nullable(string) }
const called = { caller: call.CALLER, ...made }
const outputOf = { caller: call.OUTPUT_CALLER, ...made }
const mcp = { id: string, server_label: string, name: string, arguments: text }
const tools = list(TOOL.openai)
const execution = oneOf('server', 'client')

const status = (type: string): Fields => ({ status: oneOf(...(ITEMS[type]?.statuses ?? [])) })
const toolOutput = (parts: Shape): Shape =>
  or(byKind({ string, array: parts, object: text, number: text, boolean: text }), () => '')
const output = { output: toolOutput(CONTENT.openai.tool) }

/** Every item of OpenAI's schema as its done event has it: required fields, then optional ones. */
const OPENAI: Readonly<Record<string, readonly [required: Fields, optional?: Fields]>> = {
  message: [
    { ...id, role: oneOf('assistant'), content: CONTENT.openai.message, ...status('message') },
    { phase: nullable(oneOf('commentary', 'final_answer')) },
  ],
  reasoning: [
    { ...id, summary: CONTENT.openai.summary },
    // llama.cpp sends an empty encrypted_content, which no server takes back
    { content: CONTENT.openai.reasoning, encrypted_content: nullable(matching(/[\s\S]/)), ...status('reasoning') },
  ],
  function_call: [
    { call_id: string, name: string, arguments: text },
    { ...id, caller: call.CALLER, namespace: string, ...status('function_call') },
  ],
  function_call_output: [
    { ...id, ...output, ...status('function_call_output') },
    { call_id: string, name: string, namespace: string, ...outputOf },
  ],
  custom_tool_call: [
    { call_id: string, name: string, input: text },
    { ...id, caller: call.CALLER, namespace: string },
  ],
  custom_tool_call_output: [{ ...ids, ...output, ...status('custom_tool_call_output') }, outputOf],
  file_search_call: [
    { ...id, queries: list(string), ...status('file_search_call') },
    { results: call.FILE_SEARCH_RESULTS },
  ],
  web_search_call: [{ ...id, action: call.WEB_SEARCH_ACTION, ...status('web_search_call') }],
  image_generation_call: [{ ...id, result: nullable(string), ...status('image_generation_call') }],
  code_interpreter_call: [
    {
      ...id,
      code: nullable(string),
      container_id: string,
      outputs: call.CODE_OUTPUTS,
      ...status('code_interpreter_call'),
    },
  ],
  computer_call: [
    { ...ids, pending_safety_checks: call.SAFETY_CHECKS, ...status('computer_call') },
    { action: call.COMPUTER_ACTION, actions: list(call.COMPUTER_ACTION) },
  ],
  computer_call_output: [
    // the two halves of the schema disagree about `in_progress` and `failed`; only these two are in both
    { ...ids, output: call.SCREENSHOT, status: oneOf('incomplete', 'completed') },
    { acknowledged_safety_checks: call.SAFETY_CHECKS, ...made },
  ],
  local_shell_call: [{ ...ids, action: call.LOCAL_SHELL_ACTION, ...status('local_shell_call') }],
  local_shell_call_output: [
    { ...ids, output: text },
    { status: nullable(oneOf('in_progress', 'completed', 'incomplete')) },
  ],
  // required by the schema, but recorded without it, in the done event too
  shell_call: [
    { ...ids, action: call.SHELL_ACTION, ...status('shell_call') },
    { environment: call.SHELL_ENVIRONMENT, ...called },
  ],
  shell_call_output: [
    { ...ids, output: call.SHELL_OUTPUT, max_output_length: nullable(integer()), ...status('shell_call_output') },
    called,
  ],
  apply_patch_call: [{ ...ids, operation: call.PATCH, ...status('apply_patch_call') }, called],
  apply_patch_call_output: [
    { ...ids, ...status('apply_patch_call_output') },
    { output: nullable(string), ...called },
  ],
  mcp_call: [
    mcp,
    {
      output: nullable(text),
      error: call.MCP_ERROR,
      approval_request_id: nullable(string),
      ...status('mcp_call'),
    },
  ],
  mcp_list_tools: [{ ...id, server_label: string, tools: call.MCP_TOOLS }, { error: nullable(text) }],
  mcp_approval_request: [mcp],
  mcp_approval_response: [
    { ...id, request_id: string, approval_request_id: string, approve: boolean },
    { reason: nullable(string) },
  ],
  tool_search_call: [{ ...callIds, execution, arguments: any, ...status('tool_search_call') }, made],
  tool_search_output: [{ ...callIds, execution, tools, ...status('tool_search_output') }, made],
  additional_tools: [
    {
      ...id,
      role: oneOf('developer', 'system', 'user', 'assistant', 'tool', 'critic', 'discriminator', 'unknown'),
      tools,
    },
  ],
  program: [{ ...ids, code: string, fingerprint: string }],
  program_output: [{ ...ids, result: text, ...status('program_output') }],
  compaction: [{ ...id, encrypted_content: string }, made],
}

/** Required fields that OpenAI itself sends only with the done event. */
const LATER: Readonly<Record<string, readonly string[]>> = {
  web_search_call: ['action'],
  image_generation_call: ['result'],
}

const OPEN: Readonly<Record<string, readonly [required: Fields, optional?: Fields]>> = {
  message: [
    {
      ...id,
      role: oneOf('assistant', 'user', 'system', 'developer'),
      content: CONTENT['open-responses'].message,
      ...status('message'),
    },
    { phase: oneOf('commentary', 'final_answer') },
  ],
  reasoning: [
    { ...id, summary: CONTENT['open-responses'].summary },
    { content: CONTENT['open-responses'].reasoning, encrypted_content: matching(/[\s\S]/) },
  ],
  function_call: [{ ...ids, name: string, arguments: text, ...status('function_call') }],
  function_call_output: [
    { ...ids, output: toolOutput(CONTENT['open-responses'].tool), ...status('function_call_output') },
  ],
  compaction: [{ ...id, encrypted_content: string }, made],
}

const shapes = (table: typeof OPENAI, later: typeof LATER = {}): ReadonlyMap<string, Shape> =>
  new Map(
    Object.entries(table).map(([type, [required, optional]]) => {
      const names = later[type] ?? []
      const [now, then] = [true, false].map((wanted) =>
        Object.fromEntries(Object.entries(required).filter(([name]) => !names.includes(name) === wanted)),
      )
      return [type, object(now!, { ...then, ...optional })]
    }),
  )

const open = shapes(OPEN)
const SHAPES: Readonly<Record<Profile, Readonly<Record<ItemContext['event'], ReadonlyMap<string, Shape>>>>> = {
  openai: { added: shapes(OPENAI, LATER), done: shapes(OPENAI) },
  'open-responses': { added: open, done: open },
}

/** The item as the profile's schema wants it; unknown types pass. */
export function completeItem(item: JsonObject, context: ItemContext): JsonObject {
  const shape = SHAPES[context.profile][context.event].get(String(item['type']))
  const fitted = shape ? shape.fit(item, 'item', context.report) : item
  return fitted === INVALID ? item : (fitted as JsonObject)
}
