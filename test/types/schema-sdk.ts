import type * as sdk from 'openai/resources/responses/responses'
import type { ResponseError } from '../../packages/core/src/protocol/schema/error.js'
import type {
  ResponseAudioDeltaEvent,
  ResponseAudioDoneEvent,
  ResponseAudioTranscriptDeltaEvent,
  ResponseAudioTranscriptDoneEvent,
} from '../../packages/core/src/protocol/schema/events/audio-events.js'
import type {
  ResponseContentPartAddedEvent,
  ResponseContentPartDoneEvent,
} from '../../packages/core/src/protocol/schema/events/content-part-events.js'
import type { ResponseErrorEvent } from '../../packages/core/src/protocol/schema/events/error-event.js'
import type {
  ResponseOutputItemAddedEvent,
  ResponseOutputItemDoneEvent,
} from '../../packages/core/src/protocol/schema/events/output-item-events.js'
import type {
  ResponseOutputTextAnnotationAddedEvent,
  ResponseRefusalDeltaEvent,
  ResponseRefusalDoneEvent,
  ResponseTextDeltaEvent,
  ResponseTextDoneEvent,
} from '../../packages/core/src/protocol/schema/events/output-text-events.js'
import type {
  ResponseReasoningSummaryPartAddedEvent,
  ResponseReasoningSummaryPartDoneEvent,
  ResponseReasoningSummaryTextDeltaEvent,
  ResponseReasoningSummaryTextDoneEvent,
  ResponseReasoningTextDeltaEvent,
  ResponseReasoningTextDoneEvent,
} from '../../packages/core/src/protocol/schema/events/reasoning-events.js'
import type {
  ResponseCompletedEvent,
  ResponseCreatedEvent,
  ResponseFailedEvent,
  ResponseIncompleteEvent,
  ResponseInProgressEvent,
  ResponseQueuedEvent,
} from '../../packages/core/src/protocol/schema/events/response-events.js'
import type {
  ResponseShellCallCommandAddedEvent,
  ResponseShellCallCommandDeltaEvent,
  ResponseShellCallCommandDoneEvent,
  ResponseShellCallOutputContentDeltaEvent,
  ResponseShellCallOutputContentDoneEvent,
} from '../../packages/core/src/protocol/schema/events/shell-events.js'
import type { ResponseStreamEvent } from '../../packages/core/src/protocol/schema/events/stream-event.js'
import type {
  ResponseCodeInterpreterCallCompletedEvent,
  ResponseCodeInterpreterCallInProgressEvent,
  ResponseCodeInterpreterCallInterpretingEvent,
  ResponseCompactionCompactingEvent,
  ResponseFileSearchCallCompletedEvent,
  ResponseFileSearchCallInProgressEvent,
  ResponseFileSearchCallSearchingEvent,
  ResponseImageGenCallCompletedEvent,
  ResponseImageGenCallGeneratingEvent,
  ResponseImageGenCallInProgressEvent,
  ResponseImageGenCallPartialImageEvent,
  ResponseMcpCallCompletedEvent,
  ResponseMcpCallFailedEvent,
  ResponseMcpCallInProgressEvent,
  ResponseMcpListToolsCompletedEvent,
  ResponseMcpListToolsFailedEvent,
  ResponseMcpListToolsInProgressEvent,
  ResponseWebSearchCallCompletedEvent,
  ResponseWebSearchCallInProgressEvent,
  ResponseWebSearchCallSearchingEvent,
} from '../../packages/core/src/protocol/schema/events/tool-state-events.js'
import type {
  ResponseCodeInterpreterCallCodeDeltaEvent,
  ResponseCodeInterpreterCallCodeDoneEvent,
  ResponseCustomToolCallInputDeltaEvent,
  ResponseCustomToolCallInputDoneEvent,
  ResponseFunctionCallArgumentsDeltaEvent,
  ResponseFunctionCallArgumentsDoneEvent,
  ResponseMcpCallArgumentsDeltaEvent,
  ResponseMcpCallArgumentsDoneEvent,
} from '../../packages/core/src/protocol/schema/events/tool-text-events.js'
import type {
  ResponseInputFile,
  ResponseInputImage,
  ResponseInputText,
} from '../../packages/core/src/protocol/schema/input-parts.js'
import type {
  ResponseApplyPatchToolCall,
  ResponseApplyPatchToolCallOutput,
} from '../../packages/core/src/protocol/schema/items/apply-patch.js'
import type { ResponseCodeInterpreterToolCall } from '../../packages/core/src/protocol/schema/items/code-interpreter.js'
import type { ResponseCompactionItem } from '../../packages/core/src/protocol/schema/items/compaction.js'
import type {
  ResponseComputerToolCall,
  ResponseComputerToolCallOutputItem,
  ResponseComputerToolCallOutputScreenshot,
} from '../../packages/core/src/protocol/schema/items/computer.js'
import type { ComputerAction } from '../../packages/core/src/protocol/schema/items/computer-action.js'
import type {
  ResponseCustomToolCall,
  ResponseCustomToolCallOutputItem,
} from '../../packages/core/src/protocol/schema/items/custom-tool-call.js'
import type { ResponseFileSearchToolCall } from '../../packages/core/src/protocol/schema/items/file-search.js'
import type {
  ResponseFunctionToolCall,
  ResponseFunctionToolCallOutputItem,
} from '../../packages/core/src/protocol/schema/items/function-call.js'
import type { ResponseImageGenerationCall } from '../../packages/core/src/protocol/schema/items/image-generation.js'
import type {
  ResponseLocalShellCall,
  ResponseLocalShellCallOutput,
} from '../../packages/core/src/protocol/schema/items/local-shell.js'
import type {
  McpToolCallError,
  ResponseMcpApprovalRequest,
  ResponseMcpApprovalResponse,
  ResponseMcpCall,
  ResponseMcpListTools,
} from '../../packages/core/src/protocol/schema/items/mcp.js'
import type { ResponseOutputMessage } from '../../packages/core/src/protocol/schema/items/message.js'
import type { ResponseOutputItem } from '../../packages/core/src/protocol/schema/items/output-item.js'
import type { ResponseProgram, ResponseProgramOutput } from '../../packages/core/src/protocol/schema/items/program.js'
import type { ResponseReasoningItem } from '../../packages/core/src/protocol/schema/items/reasoning.js'
import type {
  ResponseFunctionShellCallOutputContent,
  ResponseFunctionShellToolCall,
  ResponseFunctionShellToolCallOutput,
} from '../../packages/core/src/protocol/schema/items/shell.js'
import type {
  ResponseAdditionalTools,
  ResponseToolSearchCall,
  ResponseToolSearchOutputItem,
} from '../../packages/core/src/protocol/schema/items/tool-search.js'
import type { ResponseFunctionWebSearch } from '../../packages/core/src/protocol/schema/items/web-search.js'
import type { ResponseModeration } from '../../packages/core/src/protocol/schema/moderation.js'
import type { ResponseOutputRefusal, ResponseOutputText } from '../../packages/core/src/protocol/schema/output-parts.js'
import type { Response, ResponseStatus } from '../../packages/core/src/protocol/schema/response.js'
import type {
  ResponseFormatTextJSONSchemaConfig,
  ResponsePrompt,
  ResponseTextConfig,
} from '../../packages/core/src/protocol/schema/settings.js'
import type {
  ToolChoiceAllowed,
  ToolChoiceCustom,
  ToolChoiceFunction,
  ToolChoiceMcp,
  ToolChoiceOptions,
} from '../../packages/core/src/protocol/schema/tool-choice.js'
import type {
  CodeInterpreterTool,
  ComputerUsePreviewTool,
  CustomTool,
  FileSearchTool,
  FunctionTool,
  McpTool,
  NamespaceTool,
} from '../../packages/core/src/protocol/schema/tools.js'
import type { ResponseUsage } from '../../packages/core/src/protocol/schema/usage.js'
import type { Deviations } from './schema-deviations.js'

/*
 * Every type of ours against the one of OpenAI's own SDK, both ways and key by key. A field that `Deviations` lists
 * is left out on both sides; nothing else may differ.
 */

interface Ours {
  ResponseCreatedEvent: ResponseCreatedEvent
  ResponseQueuedEvent: ResponseQueuedEvent
  ResponseInProgressEvent: ResponseInProgressEvent
  ResponseCompletedEvent: ResponseCompletedEvent
  ResponseIncompleteEvent: ResponseIncompleteEvent
  ResponseFailedEvent: ResponseFailedEvent
  ResponseErrorEvent: ResponseErrorEvent
  ResponseOutputItemAddedEvent: ResponseOutputItemAddedEvent
  ResponseOutputItemDoneEvent: ResponseOutputItemDoneEvent
  ResponseContentPartAddedEvent: ResponseContentPartAddedEvent
  ResponseContentPartDoneEvent: ResponseContentPartDoneEvent
  ResponseTextDeltaEvent: ResponseTextDeltaEvent
  ResponseTextDoneEvent: ResponseTextDoneEvent
  ResponseOutputTextAnnotationAddedEvent: ResponseOutputTextAnnotationAddedEvent
  ResponseRefusalDeltaEvent: ResponseRefusalDeltaEvent
  ResponseRefusalDoneEvent: ResponseRefusalDoneEvent
  ResponseReasoningTextDeltaEvent: ResponseReasoningTextDeltaEvent
  ResponseReasoningTextDoneEvent: ResponseReasoningTextDoneEvent
  ResponseReasoningSummaryPartAddedEvent: ResponseReasoningSummaryPartAddedEvent
  ResponseReasoningSummaryPartDoneEvent: ResponseReasoningSummaryPartDoneEvent
  ResponseReasoningSummaryTextDeltaEvent: ResponseReasoningSummaryTextDeltaEvent
  ResponseReasoningSummaryTextDoneEvent: ResponseReasoningSummaryTextDoneEvent
  ResponseFunctionCallArgumentsDeltaEvent: ResponseFunctionCallArgumentsDeltaEvent
  ResponseFunctionCallArgumentsDoneEvent: ResponseFunctionCallArgumentsDoneEvent
  ResponseCustomToolCallInputDeltaEvent: ResponseCustomToolCallInputDeltaEvent
  ResponseCustomToolCallInputDoneEvent: ResponseCustomToolCallInputDoneEvent
  ResponseMcpCallArgumentsDeltaEvent: ResponseMcpCallArgumentsDeltaEvent
  ResponseMcpCallArgumentsDoneEvent: ResponseMcpCallArgumentsDoneEvent
  ResponseCodeInterpreterCallCodeDeltaEvent: ResponseCodeInterpreterCallCodeDeltaEvent
  ResponseCodeInterpreterCallCodeDoneEvent: ResponseCodeInterpreterCallCodeDoneEvent
  ResponseShellCallCommandAddedEvent: ResponseShellCallCommandAddedEvent
  ResponseShellCallCommandDeltaEvent: ResponseShellCallCommandDeltaEvent
  ResponseShellCallCommandDoneEvent: ResponseShellCallCommandDoneEvent
  ResponseShellCallOutputContentDeltaEvent: ResponseShellCallOutputContentDeltaEvent
  ResponseShellCallOutputContentDoneEvent: ResponseShellCallOutputContentDoneEvent
  ResponseCodeInterpreterCallInProgressEvent: ResponseCodeInterpreterCallInProgressEvent
  ResponseCodeInterpreterCallInterpretingEvent: ResponseCodeInterpreterCallInterpretingEvent
  ResponseCodeInterpreterCallCompletedEvent: ResponseCodeInterpreterCallCompletedEvent
  ResponseFileSearchCallInProgressEvent: ResponseFileSearchCallInProgressEvent
  ResponseFileSearchCallSearchingEvent: ResponseFileSearchCallSearchingEvent
  ResponseFileSearchCallCompletedEvent: ResponseFileSearchCallCompletedEvent
  ResponseWebSearchCallInProgressEvent: ResponseWebSearchCallInProgressEvent
  ResponseWebSearchCallSearchingEvent: ResponseWebSearchCallSearchingEvent
  ResponseWebSearchCallCompletedEvent: ResponseWebSearchCallCompletedEvent
  ResponseImageGenCallInProgressEvent: ResponseImageGenCallInProgressEvent
  ResponseImageGenCallGeneratingEvent: ResponseImageGenCallGeneratingEvent
  ResponseImageGenCallCompletedEvent: ResponseImageGenCallCompletedEvent
  ResponseMcpCallInProgressEvent: ResponseMcpCallInProgressEvent
  ResponseMcpCallCompletedEvent: ResponseMcpCallCompletedEvent
  ResponseMcpCallFailedEvent: ResponseMcpCallFailedEvent
  ResponseMcpListToolsInProgressEvent: ResponseMcpListToolsInProgressEvent
  ResponseMcpListToolsCompletedEvent: ResponseMcpListToolsCompletedEvent
  ResponseMcpListToolsFailedEvent: ResponseMcpListToolsFailedEvent
  ResponseCompactionCompactingEvent: ResponseCompactionCompactingEvent
  ResponseImageGenCallPartialImageEvent: ResponseImageGenCallPartialImageEvent
  ResponseAudioDeltaEvent: ResponseAudioDeltaEvent
  ResponseAudioDoneEvent: ResponseAudioDoneEvent
  ResponseAudioTranscriptDeltaEvent: ResponseAudioTranscriptDeltaEvent
  ResponseAudioTranscriptDoneEvent: ResponseAudioTranscriptDoneEvent
  ResponseOutputMessage: ResponseOutputMessage
  ResponseOutputText: ResponseOutputText
  ResponseOutputRefusal: ResponseOutputRefusal
  ResponseReasoningItem: ResponseReasoningItem
  ResponseFunctionToolCall: ResponseFunctionToolCall
  ResponseFunctionToolCallOutputItem: ResponseFunctionToolCallOutputItem
  ResponseCustomToolCall: ResponseCustomToolCall
  ResponseCustomToolCallOutputItem: ResponseCustomToolCallOutputItem
  ResponseFileSearchToolCall: ResponseFileSearchToolCall
  ResponseFunctionWebSearch: ResponseFunctionWebSearch
  ResponseCodeInterpreterToolCall: ResponseCodeInterpreterToolCall
  ResponseComputerToolCall: ResponseComputerToolCall
  ResponseComputerToolCallOutputItem: ResponseComputerToolCallOutputItem
  ResponseComputerToolCallOutputScreenshot: ResponseComputerToolCallOutputScreenshot
  ResponseFunctionShellToolCall: ResponseFunctionShellToolCall
  ResponseFunctionShellToolCallOutput: ResponseFunctionShellToolCallOutput
  ResponseFunctionShellCallOutputContent: ResponseFunctionShellCallOutputContent
  ResponseApplyPatchToolCall: ResponseApplyPatchToolCall
  ResponseApplyPatchToolCallOutput: ResponseApplyPatchToolCallOutput
  ResponseToolSearchCall: ResponseToolSearchCall
  ResponseToolSearchOutputItem: ResponseToolSearchOutputItem
  ResponseCompactionItem: ResponseCompactionItem
  ResponseUsage: ResponseUsage
  ResponseError: ResponseError
  ResponseInputText: ResponseInputText
  ResponseInputImage: ResponseInputImage
  ResponseInputFile: ResponseInputFile
  ResponsePrompt: ResponsePrompt
  ResponseTextConfig: ResponseTextConfig
  ResponseFormatTextJSONSchemaConfig: ResponseFormatTextJSONSchemaConfig
  ToolChoiceFunction: ToolChoiceFunction
  ToolChoiceCustom: ToolChoiceCustom
  ToolChoiceMcp: ToolChoiceMcp
  ToolChoiceAllowed: ToolChoiceAllowed
  FunctionTool: FunctionTool
  FileSearchTool: FileSearchTool
  ComputerUsePreviewTool: ComputerUsePreviewTool
  CustomTool: CustomTool
  NamespaceTool: NamespaceTool
  Response: Response
  ResponseImageGenerationCall: ResponseImageGenerationCall
  ResponseLocalShellCall: ResponseLocalShellCall
  ResponseLocalShellCallOutput: ResponseLocalShellCallOutput
  ResponseMcpCall: ResponseMcpCall
  ResponseMcpListTools: ResponseMcpListTools
  ResponseMcpApprovalRequest: ResponseMcpApprovalRequest
  ResponseMcpApprovalResponse: ResponseMcpApprovalResponse
  ResponseAdditionalTools: ResponseAdditionalTools
  ResponseProgram: ResponseProgram
  ResponseProgramOutput: ResponseProgramOutput
  McpTool: McpTool
  CodeInterpreterTool: CodeInterpreterTool
  ResponseModeration: ResponseModeration
}

interface Theirs {
  ResponseCreatedEvent: sdk.ResponseCreatedEvent
  ResponseQueuedEvent: sdk.ResponseQueuedEvent
  ResponseInProgressEvent: sdk.ResponseInProgressEvent
  ResponseCompletedEvent: sdk.ResponseCompletedEvent
  ResponseIncompleteEvent: sdk.ResponseIncompleteEvent
  ResponseFailedEvent: sdk.ResponseFailedEvent
  ResponseErrorEvent: sdk.ResponseErrorEvent
  ResponseOutputItemAddedEvent: sdk.ResponseOutputItemAddedEvent
  ResponseOutputItemDoneEvent: sdk.ResponseOutputItemDoneEvent
  ResponseContentPartAddedEvent: sdk.ResponseContentPartAddedEvent
  ResponseContentPartDoneEvent: sdk.ResponseContentPartDoneEvent
  ResponseTextDeltaEvent: sdk.ResponseTextDeltaEvent
  ResponseTextDoneEvent: sdk.ResponseTextDoneEvent
  ResponseOutputTextAnnotationAddedEvent: sdk.ResponseOutputTextAnnotationAddedEvent
  ResponseRefusalDeltaEvent: sdk.ResponseRefusalDeltaEvent
  ResponseRefusalDoneEvent: sdk.ResponseRefusalDoneEvent
  ResponseReasoningTextDeltaEvent: sdk.ResponseReasoningTextDeltaEvent
  ResponseReasoningTextDoneEvent: sdk.ResponseReasoningTextDoneEvent
  ResponseReasoningSummaryPartAddedEvent: sdk.ResponseReasoningSummaryPartAddedEvent
  ResponseReasoningSummaryPartDoneEvent: sdk.ResponseReasoningSummaryPartDoneEvent
  ResponseReasoningSummaryTextDeltaEvent: sdk.ResponseReasoningSummaryTextDeltaEvent
  ResponseReasoningSummaryTextDoneEvent: sdk.ResponseReasoningSummaryTextDoneEvent
  ResponseFunctionCallArgumentsDeltaEvent: sdk.ResponseFunctionCallArgumentsDeltaEvent
  ResponseFunctionCallArgumentsDoneEvent: sdk.ResponseFunctionCallArgumentsDoneEvent
  ResponseCustomToolCallInputDeltaEvent: sdk.ResponseCustomToolCallInputDeltaEvent
  ResponseCustomToolCallInputDoneEvent: sdk.ResponseCustomToolCallInputDoneEvent
  ResponseMcpCallArgumentsDeltaEvent: sdk.ResponseMcpCallArgumentsDeltaEvent
  ResponseMcpCallArgumentsDoneEvent: sdk.ResponseMcpCallArgumentsDoneEvent
  ResponseCodeInterpreterCallCodeDeltaEvent: sdk.ResponseCodeInterpreterCallCodeDeltaEvent
  ResponseCodeInterpreterCallCodeDoneEvent: sdk.ResponseCodeInterpreterCallCodeDoneEvent
  ResponseShellCallCommandAddedEvent: sdk.ResponseShellCallCommandAddedEvent
  ResponseShellCallCommandDeltaEvent: sdk.ResponseShellCallCommandDeltaEvent
  ResponseShellCallCommandDoneEvent: sdk.ResponseShellCallCommandDoneEvent
  ResponseShellCallOutputContentDeltaEvent: sdk.ResponseShellCallOutputContentDeltaEvent
  ResponseShellCallOutputContentDoneEvent: sdk.ResponseShellCallOutputContentDoneEvent
  ResponseCodeInterpreterCallInProgressEvent: sdk.ResponseCodeInterpreterCallInProgressEvent
  ResponseCodeInterpreterCallInterpretingEvent: sdk.ResponseCodeInterpreterCallInterpretingEvent
  ResponseCodeInterpreterCallCompletedEvent: sdk.ResponseCodeInterpreterCallCompletedEvent
  ResponseFileSearchCallInProgressEvent: sdk.ResponseFileSearchCallInProgressEvent
  ResponseFileSearchCallSearchingEvent: sdk.ResponseFileSearchCallSearchingEvent
  ResponseFileSearchCallCompletedEvent: sdk.ResponseFileSearchCallCompletedEvent
  ResponseWebSearchCallInProgressEvent: sdk.ResponseWebSearchCallInProgressEvent
  ResponseWebSearchCallSearchingEvent: sdk.ResponseWebSearchCallSearchingEvent
  ResponseWebSearchCallCompletedEvent: sdk.ResponseWebSearchCallCompletedEvent
  ResponseImageGenCallInProgressEvent: sdk.ResponseImageGenCallInProgressEvent
  ResponseImageGenCallGeneratingEvent: sdk.ResponseImageGenCallGeneratingEvent
  ResponseImageGenCallCompletedEvent: sdk.ResponseImageGenCallCompletedEvent
  ResponseMcpCallInProgressEvent: sdk.ResponseMcpCallInProgressEvent
  ResponseMcpCallCompletedEvent: sdk.ResponseMcpCallCompletedEvent
  ResponseMcpCallFailedEvent: sdk.ResponseMcpCallFailedEvent
  ResponseMcpListToolsInProgressEvent: sdk.ResponseMcpListToolsInProgressEvent
  ResponseMcpListToolsCompletedEvent: sdk.ResponseMcpListToolsCompletedEvent
  ResponseMcpListToolsFailedEvent: sdk.ResponseMcpListToolsFailedEvent
  ResponseCompactionCompactingEvent: sdk.ResponseCompactionCompactingEvent
  ResponseImageGenCallPartialImageEvent: sdk.ResponseImageGenCallPartialImageEvent
  ResponseAudioDeltaEvent: sdk.ResponseAudioDeltaEvent
  ResponseAudioDoneEvent: sdk.ResponseAudioDoneEvent
  ResponseAudioTranscriptDeltaEvent: sdk.ResponseAudioTranscriptDeltaEvent
  ResponseAudioTranscriptDoneEvent: sdk.ResponseAudioTranscriptDoneEvent
  ResponseOutputMessage: sdk.ResponseOutputMessage
  ResponseOutputText: sdk.ResponseOutputText
  ResponseOutputRefusal: sdk.ResponseOutputRefusal
  ResponseReasoningItem: sdk.ResponseReasoningItem
  ResponseFunctionToolCall: sdk.ResponseFunctionToolCall
  ResponseFunctionToolCallOutputItem: sdk.ResponseFunctionToolCallOutputItem
  ResponseCustomToolCall: sdk.ResponseCustomToolCall
  ResponseCustomToolCallOutputItem: sdk.ResponseCustomToolCallOutputItem
  ResponseFileSearchToolCall: sdk.ResponseFileSearchToolCall
  ResponseFunctionWebSearch: sdk.ResponseFunctionWebSearch
  ResponseCodeInterpreterToolCall: sdk.ResponseCodeInterpreterToolCall
  ResponseComputerToolCall: sdk.ResponseComputerToolCall
  ResponseComputerToolCallOutputItem: sdk.ResponseComputerToolCallOutputItem
  ResponseComputerToolCallOutputScreenshot: sdk.ResponseComputerToolCallOutputScreenshot
  ResponseFunctionShellToolCall: sdk.ResponseFunctionShellToolCall
  ResponseFunctionShellToolCallOutput: sdk.ResponseFunctionShellToolCallOutput
  ResponseFunctionShellCallOutputContent: sdk.ResponseFunctionShellCallOutputContent
  ResponseApplyPatchToolCall: sdk.ResponseApplyPatchToolCall
  ResponseApplyPatchToolCallOutput: sdk.ResponseApplyPatchToolCallOutput
  ResponseToolSearchCall: sdk.ResponseToolSearchCall
  ResponseToolSearchOutputItem: sdk.ResponseToolSearchOutputItem
  ResponseCompactionItem: sdk.ResponseCompactionItem
  ResponseUsage: sdk.ResponseUsage
  ResponseError: sdk.ResponseError
  ResponseInputText: sdk.ResponseInputText
  ResponseInputImage: sdk.ResponseInputImage
  ResponseInputFile: sdk.ResponseInputFile
  ResponsePrompt: sdk.ResponsePrompt
  ResponseTextConfig: sdk.ResponseTextConfig
  ResponseFormatTextJSONSchemaConfig: sdk.ResponseFormatTextJSONSchemaConfig
  ToolChoiceFunction: sdk.ToolChoiceFunction
  ToolChoiceCustom: sdk.ToolChoiceCustom
  ToolChoiceMcp: sdk.ToolChoiceMcp
  ToolChoiceAllowed: sdk.ToolChoiceAllowed
  FunctionTool: sdk.FunctionTool
  FileSearchTool: sdk.FileSearchTool
  ComputerUsePreviewTool: sdk.ComputerUsePreviewTool
  CustomTool: sdk.CustomTool
  NamespaceTool: sdk.NamespaceTool
  Response: sdk.Response
  ResponseImageGenerationCall: sdk.ResponseOutputItem.ImageGenerationCall
  ResponseLocalShellCall: sdk.ResponseOutputItem.LocalShellCall
  ResponseLocalShellCallOutput: sdk.ResponseOutputItem.LocalShellCallOutput
  ResponseMcpCall: sdk.ResponseOutputItem.McpCall
  ResponseMcpListTools: sdk.ResponseOutputItem.McpListTools
  ResponseMcpApprovalRequest: sdk.ResponseOutputItem.McpApprovalRequest
  ResponseMcpApprovalResponse: sdk.ResponseOutputItem.McpApprovalResponse
  ResponseAdditionalTools: sdk.ResponseOutputItem.AdditionalTools
  ResponseProgram: sdk.ResponseOutputItem.Program
  ResponseProgramOutput: sdk.ResponseOutputItem.ProgramOutput
  McpTool: sdk.Tool.Mcp
  CodeInterpreterTool: sdk.Tool.CodeInterpreter
  ResponseModeration: sdk.Response.Moderation
}

type Listed<Name> = Name extends keyof Deviations ? Deviations[Name] : never
type Without<T, Name> = { [K in keyof T as K extends Listed<Name> ? never : K]: T[K] }
type Both<A, B> = [A] extends [B] ? ([B] extends [A] ? true : 'the SDK has what ours lacks') : 'ours is not the SDK'
type Compared<A, B, Name> = [keyof Without<A, Name>, keyof Without<B, Name>] extends [infer OfA, infer OfB]
  ? [Both<OfA, OfB>, Both<Without<A, Name>, Without<B, Name>>]
  : never

/** Names whose two types differ, with what differs. */
type Different = {
  [Name in keyof Ours as Compared<Ours[Name], Theirs[Name], Name> extends [true, true] ? never : Name]: Compared<
    Ours[Name],
    Theirs[Name],
    Name
  >
}

// an error here names the type that differs
export const different: Different = {}
// @ts-expect-error only if nothing differs is there nothing to name
export const name: keyof Different = 'ResponseUsage'

type Equal<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false

export const unions: [
  ComputerAction: Equal<ComputerAction, sdk.ComputerAction>,
  McpToolCallError: Equal<McpToolCallError, sdk.McpToolCallError>,
  ResponseStatus: Equal<ResponseStatus, sdk.ResponseStatus>,
  ToolChoiceOptions: Equal<ToolChoiceOptions, sdk.ToolChoiceOptions>,
  events: Equal<
    Exclude<ResponseStreamEvent['type'], `response.apply_patch_call_operation_diff.${string}`>,
    sdk.ResponseStreamEvent['type']
  >,
  items: Equal<ResponseOutputItem['type'], sdk.ResponseOutputItem['type']>,
] = [true, true, true, true, true, true]

/** A deviation that is none any more must go. */
type Needless = {
  [Name in keyof Deviations & keyof Ours]: {
    [Field in Deviations[Name] & string]: Field extends keyof Ours[Name] & keyof Theirs[Name]
      ? Both<Pick<Ours[Name], Field>, Pick<Theirs[Name], Field>> extends true
        ? `${Name}.${Field}`
        : never
      : never
  }[Deviations[Name] & string]
}[keyof Deviations & keyof Ours]
export const needless: [Needless] extends [never] ? true : Needless = true
