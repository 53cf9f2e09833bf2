import { z } from 'zod'
import { tagged, type Variants } from '../tagged.js'
import { ResponseApplyPatchToolCall, ResponseApplyPatchToolCallOutput } from './apply-patch.js'
import { ResponseCodeInterpreterToolCall } from './code-interpreter.js'
import { ResponseCompactionItem } from './compaction.js'
import { ResponseComputerToolCall, ResponseComputerToolCallOutputItem } from './computer.js'
import { ResponseCustomToolCall, ResponseCustomToolCallOutputItem } from './custom-tool-call.js'
import { ResponseFileSearchToolCall } from './file-search.js'
import { ResponseFunctionToolCall, ResponseFunctionToolCallOutputItem } from './function-call.js'
import { ResponseImageGenerationCall } from './image-generation.js'
import { ResponseLocalShellCall, ResponseLocalShellCallOutput } from './local-shell.js'
import {
  ResponseMcpApprovalRequest,
  ResponseMcpApprovalResponse,
  ResponseMcpCall,
  ResponseMcpListTools,
} from './mcp.js'
import { ResponseOutputMessage } from './message.js'
import { ResponseProgram, ResponseProgramOutput } from './program.js'
import { ResponseReasoningItem } from './reasoning.js'
import { ResponseFunctionShellToolCall, ResponseFunctionShellToolCallOutput } from './shell.js'
import { ResponseAdditionalTools, ResponseToolSearchCall, ResponseToolSearchOutputItem } from './tool-search.js'
import { ResponseFunctionWebSearch } from './web-search.js'

/** One element of a response's output. */
export type ResponseOutputItem =
  | ResponseOutputMessage
  | ResponseReasoningItem
  | ResponseFunctionToolCall
  | ResponseFunctionToolCallOutputItem
  | ResponseCustomToolCall
  | ResponseCustomToolCallOutputItem
  | ResponseFileSearchToolCall
  | ResponseFunctionWebSearch
  | ResponseImageGenerationCall
  | ResponseCodeInterpreterToolCall
  | ResponseComputerToolCall
  | ResponseComputerToolCallOutputItem
  | ResponseLocalShellCall
  | ResponseLocalShellCallOutput
  | ResponseFunctionShellToolCall
  | ResponseFunctionShellToolCallOutput
  | ResponseApplyPatchToolCall
  | ResponseApplyPatchToolCallOutput
  | ResponseMcpCall
  | ResponseMcpListTools
  | ResponseMcpApprovalRequest
  | ResponseMcpApprovalResponse
  | ResponseToolSearchCall
  | ResponseToolSearchOutputItem
  | ResponseAdditionalTools
  | ResponseProgram
  | ResponseProgramOutput
  | ResponseCompactionItem

export const OUTPUT_ITEMS: Variants<ResponseOutputItem> = {
  message: ResponseOutputMessage,
  reasoning: ResponseReasoningItem,
  function_call: ResponseFunctionToolCall,
  function_call_output: ResponseFunctionToolCallOutputItem,
  custom_tool_call: ResponseCustomToolCall,
  custom_tool_call_output: ResponseCustomToolCallOutputItem,
  file_search_call: ResponseFileSearchToolCall,
  web_search_call: ResponseFunctionWebSearch,
  image_generation_call: ResponseImageGenerationCall,
  code_interpreter_call: ResponseCodeInterpreterToolCall,
  computer_call: ResponseComputerToolCall,
  computer_call_output: ResponseComputerToolCallOutputItem,
  local_shell_call: ResponseLocalShellCall,
  local_shell_call_output: ResponseLocalShellCallOutput,
  shell_call: ResponseFunctionShellToolCall,
  shell_call_output: ResponseFunctionShellToolCallOutput,
  apply_patch_call: ResponseApplyPatchToolCall,
  apply_patch_call_output: ResponseApplyPatchToolCallOutput,
  mcp_call: ResponseMcpCall,
  mcp_list_tools: ResponseMcpListTools,
  mcp_approval_request: ResponseMcpApprovalRequest,
  mcp_approval_response: ResponseMcpApprovalResponse,
  tool_search_call: ResponseToolSearchCall,
  tool_search_output: ResponseToolSearchOutputItem,
  additional_tools: ResponseAdditionalTools,
  program: ResponseProgram,
  program_output: ResponseProgramOutput,
  compaction: ResponseCompactionItem,
}

/** An item of a type that is newer than this table: nothing is known of it. */
export const OTHER_ITEM: z.ZodType = z.looseObject({ type: z.string() })

export const ResponseOutputItem: z.ZodType<ResponseOutputItem> = tagged<ResponseOutputItem>(OUTPUT_ITEMS, OTHER_ITEM)
