import type { z } from 'zod'
import * as annotations from '../../packages/core/src/protocol/schema/annotations.js'
import { ResponseError } from '../../packages/core/src/protocol/schema/error.js'
import { ResponseToolOutputPart } from '../../packages/core/src/protocol/schema/input-parts.js'
import { ApplyPatchOperation } from '../../packages/core/src/protocol/schema/items/apply-patch.js'
import { ToolCallCaller } from '../../packages/core/src/protocol/schema/items/caller.js'
import { CodeInterpreterOutput } from '../../packages/core/src/protocol/schema/items/code-interpreter.js'
import * as computer from '../../packages/core/src/protocol/schema/items/computer.js'
import { ComputerAction } from '../../packages/core/src/protocol/schema/items/computer-action.js'
import { LocalShellAction } from '../../packages/core/src/protocol/schema/items/local-shell.js'
import { McpListToolsTool, McpToolCallError } from '../../packages/core/src/protocol/schema/items/mcp.js'
import * as shell from '../../packages/core/src/protocol/schema/items/shell.js'
import { WebSearchAction } from '../../packages/core/src/protocol/schema/items/web-search.js'
import { EventLogprob, Logprob, TopLogprob } from '../../packages/core/src/protocol/schema/logprobs.js'
import { ModerationVerdict, ResponseModeration } from '../../packages/core/src/protocol/schema/moderation.js'
import * as settings from '../../packages/core/src/protocol/schema/settings.js'
import { ToolChoice } from '../../packages/core/src/protocol/schema/tool-choice.js'
import { ResponseUsage } from '../../packages/core/src/protocol/schema/usage.js'

const at = { x: 1, y: 1 }
const coded = { code: 1, message: 'm' }
const verdict = { type: 'error', code: 'c', message: 'm' }

/** Schemas inside of those that the table has, by the name that the published schema gives them. */
export const COMPONENTS: Readonly<Record<string, readonly [z.ZodType, object]>> = {
  ResponseUsage: [
    ResponseUsage,
    {
      input_tokens: 1,
      input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
      output_tokens: 1,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 2,
    },
  ],
  LogProb: [Logprob, { token: 't', logprob: 0, bytes: [], top_logprobs: [] }],
  TopLogProb: [TopLogprob, { token: 't', logprob: 0, bytes: [] }],
  ResponseLogProb: [EventLogprob, { token: 't', logprob: 0 }],
  FileCitationBody: [annotations.ResponseAnnotation, { type: 'file_citation', file_id: 'f', index: 0, filename: 'n' }],
  UrlCitationBody: [
    annotations.ResponseAnnotation,
    { type: 'url_citation', url: 'u', start_index: 0, end_index: 1, title: 't' },
  ],
  ContainerFileCitationBody: [
    annotations.ResponseAnnotation,
    {
      type: 'container_file_citation',
      container_id: 'c',
      file_id: 'f',
      start_index: 0,
      end_index: 1,
      filename: 'n',
    },
  ],
  FilePath: [annotations.ResponseAnnotation, { type: 'file_path', file_id: 'f', index: 0 }],
  InputTextContent: [ResponseToolOutputPart, { type: 'input_text', text: 't' }],
  InputImageContent: [ResponseToolOutputPart, { type: 'input_image', detail: 'auto' }],
  InputFileContent: [ResponseToolOutputPart, { type: 'input_file' }],
  DirectToolCallCaller: [ToolCallCaller, { type: 'direct' }],
  ProgramToolCallCaller: [ToolCallCaller, { type: 'program', caller_id: 'c' }],
  ApplyPatchCreateFileOperation: [ApplyPatchOperation, { type: 'create_file', path: 'p', diff: 'd' }],
  ApplyPatchDeleteFileOperation: [ApplyPatchOperation, { type: 'delete_file', path: 'p' }],
  ApplyPatchUpdateFileOperation: [ApplyPatchOperation, { type: 'update_file', path: 'p', diff: 'd' }],
  CodeInterpreterOutputLogs: [CodeInterpreterOutput, { type: 'logs', logs: 'l' }],
  CodeInterpreterOutputImage: [CodeInterpreterOutput, { type: 'image', url: 'u' }],
  ComputerCallSafetyCheckParam: [computer.ComputerSafetyCheck, { id: 'i' }],
  ComputerScreenshotImage: [computer.ResponseComputerToolCallOutputScreenshot, { type: 'computer_screenshot' }],
  ClickParam: [ComputerAction, { type: 'click', button: 'left', ...at }],
  DoubleClickAction: [ComputerAction, { type: 'double_click', ...at, keys: null }],
  DragParam: [ComputerAction, { type: 'drag', path: [at] }],
  KeyPressAction: [ComputerAction, { type: 'keypress', keys: [] }],
  MoveParam: [ComputerAction, { type: 'move', ...at }],
  ScreenshotParam: [ComputerAction, { type: 'screenshot' }],
  ScrollParam: [ComputerAction, { type: 'scroll', ...at, scroll_x: 0, scroll_y: 0 }],
  TypeParam: [ComputerAction, { type: 'type', text: 't' }],
  WaitParam: [ComputerAction, { type: 'wait' }],
  LocalShellExecAction: [LocalShellAction, { type: 'exec', command: [], env: {} }],
  FunctionShellAction: [shell.ShellAction, { commands: [], timeout_ms: null, max_output_length: null }],
  LocalEnvironmentResource: [shell.ShellEnvironment, { type: 'local' }],
  ContainerReferenceResource: [shell.ShellEnvironment, { type: 'container_reference', container_id: 'c' }],
  FunctionShellCallOutputTimeoutOutcome: [shell.ShellOutcome, { type: 'timeout' }],
  FunctionShellCallOutputExitOutcome: [shell.ShellOutcome, { type: 'exit', exit_code: 0 }],
  FunctionShellCallOutputContent: [
    shell.ResponseFunctionShellCallOutputContent,
    { stdout: '', stderr: '', outcome: { type: 'timeout' } },
  ],
  MCPProtocolError: [McpToolCallError, { type: 'mcp_protocol_error', ...coded }],
  MCPToolExecutionError: [McpToolCallError, { type: 'mcp_tool_execution_error', content: [] }],
  HTTPError: [McpToolCallError, { type: 'http_error', ...coded }],
  MCPListToolsTool: [McpListToolsTool, { name: 'n', input_schema: {} }],
  WebSearchActionSearch: [WebSearchAction, { type: 'search' }],
  WebSearchActionOpenPage: [WebSearchAction, { type: 'open_page' }],
  WebSearchActionFind: [WebSearchAction, { type: 'find_in_page', url: 'u', pattern: 'p' }],
  Moderation: [ResponseModeration, { input: verdict, output: verdict }],
  ModerationErrorBody: [ModerationVerdict, verdict],
  ModerationResultBody: [
    ModerationVerdict,
    {
      type: 'moderation_result',
      model: 'm',
      flagged: false,
      categories: {},
      category_scores: {},
      category_applied_input_types: {},
    },
  ],
  ToolChoiceFunction: [ToolChoice, { type: 'function', name: 'f' }],
  ToolChoiceCustom: [ToolChoice, { type: 'custom', name: 'c' }],
  ToolChoiceMCP: [ToolChoice, { type: 'mcp', server_label: 's' }],
  ToolChoiceAllowed: [ToolChoice, { type: 'allowed_tools', mode: 'auto', tools: [] }],
  ToolChoiceTypes: [ToolChoice, { type: 'file_search' }],
  SpecificProgrammaticToolCallingParam: [ToolChoice, { type: 'programmatic_tool_calling' }],
  SpecificApplyPatchParam: [ToolChoice, { type: 'apply_patch' }],
  SpecificFunctionShellParam: [ToolChoice, { type: 'shell' }],
  ResponseTextParam: [settings.ResponseTextConfig, {}],
  TextResponseFormatJsonSchema: [settings.ResponseFormatTextConfig, { type: 'json_schema', name: 'n', schema: {} }],
  Reasoning: [settings.Reasoning, {}],
  PromptCacheOptions: [settings.PromptCacheOptions, { ttl: '30m', mode: 'explicit' }],
  ResponseConversation: [settings.ResponseConversation, { id: 'c' }],
  ResponseError: [ResponseError, { code: 'server_error', message: 'm' }],
}
