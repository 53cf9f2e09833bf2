import { type Fields, type Rule, string, unsigned } from './reader.js'

const at: Fields = { output_index: unsigned, item_id: string }
const content: Fields = { ...at, content_index: unsigned }
const summary: Fields = { ...at, summary_index: unsigned }

/** Fields of the events that belong to an item, as its readers in Rust and Java have them; `part` and `item` are theirs. */
export const itemEvents = (part: Rule, item: Rule, summaryPart: Rule): { readonly [type: string]: Fields } => ({
  'response.output_item.added': { output_index: unsigned, item },
  'response.output_item.done': { output_index: unsigned, item },
  'response.content_part.added': { ...content, part },
  'response.content_part.done': { ...content, part },
  'response.output_text.delta': { ...content, delta: string },
  'response.output_text.done': { ...content, text: string },
  'response.refusal.delta': { ...content, delta: string },
  'response.refusal.done': { ...content, refusal: string },
  'response.reasoning_text.delta': { ...content, delta: string },
  'response.reasoning_text.done': { ...content, text: string },
  'response.reasoning_summary_part.added': { ...summary, part: summaryPart },
  'response.reasoning_summary_part.done': { ...summary, part: summaryPart },
  'response.reasoning_summary_text.delta': { ...summary, delta: string },
  'response.reasoning_summary_text.done': { ...summary, text: string },
  'response.function_call_arguments.delta': { ...at, delta: string },
  'response.function_call_arguments.done': { ...at, arguments: string },
})

/** Events of hosted tools and annotations. */
export const TOOL_EVENTS: { readonly [type: string]: Fields } = {
  'response.output_text.annotation.added': { ...content, annotation_index: unsigned },
  'response.custom_tool_call_input.delta': { ...at, delta: string },
  'response.custom_tool_call_input.done': { ...at, input: string },
  'response.mcp_call_arguments.delta': { ...at, delta: string },
  'response.mcp_call_arguments.done': { ...at, arguments: string },
  'response.code_interpreter_call_code.delta': { ...at, delta: string },
  'response.code_interpreter_call_code.done': { ...at, code: string },
  'response.image_generation_call.partial_image': {
    ...at,
    partial_image_index: unsigned,
    partial_image_b64: string,
  },
  ...Object.fromEntries(
    [
      'file_search_call.in_progress',
      'file_search_call.searching',
      'file_search_call.completed',
      'web_search_call.in_progress',
      'web_search_call.searching',
      'web_search_call.completed',
      'image_generation_call.in_progress',
      'image_generation_call.generating',
      'image_generation_call.completed',
      'mcp_call.in_progress',
      'mcp_call.completed',
      'mcp_call.failed',
      'mcp_list_tools.in_progress',
      'mcp_list_tools.completed',
      'mcp_list_tools.failed',
      'code_interpreter_call.in_progress',
      'code_interpreter_call.interpreting',
      'code_interpreter_call.completed',
    ].map((name) => [`response.${name}`, at]),
  ),
}

/** The same fields for each of some types. */
export const each = (types: readonly string[], fields: Fields): { readonly [type: string]: Fields } =>
  Object.fromEntries(types.map((type) => [`response.${type}`, fields]))
