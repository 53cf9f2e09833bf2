export type {
  AgentDraft,
  AnnotationDraft,
  ErrorDraft,
  IncompleteDraft,
  ItemDraft,
  ReasoningDraft,
  RefusalDraft,
  ResponseDraft,
  TextDraft,
  ToolCallDraft,
  UsageDraft,
} from './agent/draft.js'
export { type Callbacks, requestBody, tell } from './callbacks.js'
export {
  type CheckIssue,
  type CheckOptions,
  type CheckPlace,
  type CheckReport,
  checkStream,
  RULES,
  type Rule,
  type RuleCode,
  SOURCES,
} from './check/check.js'
export { type ClientIssue, clientIssues } from './check/clients/client-issues.js'
export type { ClientFact } from './check/clients/facts.js'
export { CLIENTS, type ClientEffect, type ClientName } from './check/clients/names.js'
export { type JsonReply, readJsonReply } from './dialects/json/json-reply.js'
export { beginsEventStream, expandableAs } from './dialects/json/reply-kind.js'
export { declaredError } from './errors/declared.js'
export type { SafeError } from './errors/safe-error.js'
export { thrownError } from './errors/thrown.js'
export { cancelResponse, currentResponse } from './event-log/current-response.js'
export {
  type EventLog,
  EventLogError,
  type EventLogErrorCode,
  type EventLogWriter,
  type LoggedResponse,
  type OpenLog,
} from './event-log/event-log.js'
export type { LoggedFrames } from './event-log/logged-frames.js'
export type { MemoryEventLogOptions } from './event-log/memory-bounds.js'
export { memoryEventLog } from './event-log/memory-event-log.js'
export { type RecorderEvents, recordStream, type StreamRecorder } from './event-log/record-stream.js'
export type { ReplayOptions } from './event-log/replay.js'
export { type ResumeStreamOptions, resumeStream } from './event-log/resume-stream.js'
export { normalizeResponse } from './fetch.js'
export { type Intervals, intervalsOf, milliseconds } from './intervals.js'
export type { JsonObject } from './json.js'
export { createNormalizer, type Normalizer, type ValueNormalizer } from './normalizer.js'
export type { Dialect, HeartbeatStyle, Limits, NormalizerOptions, Outcome, Profile, StreamSummary } from './options.js'
export { isResponseErrorCode, RESPONSE_ERROR_CODES, type ResponseErrorCode } from './protocol/codes.js'
export {
  ContainerFileCitation,
  FileCitation,
  FilePath,
  ResponseAnnotation,
  URLCitation,
} from './protocol/schema/annotations.js'
export { ErrorPayload, ResponseError } from './protocol/schema/error.js'
export {
  ResponseAudioDeltaEvent,
  ResponseAudioDoneEvent,
  ResponseAudioTranscriptDeltaEvent,
  ResponseAudioTranscriptDoneEvent,
} from './protocol/schema/events/audio-events.js'
export {
  ResponseContentPartAddedEvent,
  ResponseContentPartDoneEvent,
} from './protocol/schema/events/content-part-events.js'
export { ResponseErrorEvent } from './protocol/schema/events/error-event.js'
export {
  ResponseOutputItemAddedEvent,
  ResponseOutputItemDoneEvent,
} from './protocol/schema/events/output-item-events.js'
export {
  ResponseOutputTextAnnotationAddedEvent,
  ResponseRefusalDeltaEvent,
  ResponseRefusalDoneEvent,
  ResponseTextDeltaEvent,
  ResponseTextDoneEvent,
} from './protocol/schema/events/output-text-events.js'
export {
  ResponseReasoningSummaryPartAddedEvent,
  ResponseReasoningSummaryPartDoneEvent,
  ResponseReasoningSummaryTextDeltaEvent,
  ResponseReasoningSummaryTextDoneEvent,
  ResponseReasoningTextDeltaEvent,
  ResponseReasoningTextDoneEvent,
} from './protocol/schema/events/reasoning-events.js'
export {
  ResponseCompletedEvent,
  ResponseCreatedEvent,
  ResponseFailedEvent,
  ResponseIncompleteEvent,
  ResponseInProgressEvent,
  ResponseQueuedEvent,
} from './protocol/schema/events/response-events.js'
export {
  ResponseShellCallCommandAddedEvent,
  ResponseShellCallCommandDeltaEvent,
  ResponseShellCallCommandDoneEvent,
  ResponseShellCallOutputContentDeltaEvent,
  ResponseShellCallOutputContentDoneEvent,
  ShellCallOutputDelta,
} from './protocol/schema/events/shell-events.js'
export { ResponseStreamEvent } from './protocol/schema/events/stream-event.js'
export {
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
} from './protocol/schema/events/tool-state-events.js'
export {
  ResponseApplyPatchCallOperationDiffDeltaEvent,
  ResponseApplyPatchCallOperationDiffDoneEvent,
  ResponseCodeInterpreterCallCodeDeltaEvent,
  ResponseCodeInterpreterCallCodeDoneEvent,
  ResponseCustomToolCallInputDeltaEvent,
  ResponseCustomToolCallInputDoneEvent,
  ResponseFunctionCallArgumentsDeltaEvent,
  ResponseFunctionCallArgumentsDoneEvent,
  ResponseMcpCallArgumentsDeltaEvent,
  ResponseMcpCallArgumentsDoneEvent,
} from './protocol/schema/events/tool-text-events.js'
export { eventSchema, itemSchema, partSchema, responseSchema } from './protocol/schema/index.js'
export {
  PromptCacheBreakpoint,
  ResponseInputFile,
  ResponseInputImage,
  ResponseInputText,
  ResponseToolOutput,
  ResponseToolOutputPart,
} from './protocol/schema/input-parts.js'
export {
  type ApplyPatchCreateFile,
  type ApplyPatchDeleteFile,
  ApplyPatchOperation,
  type ApplyPatchUpdateFile,
  ResponseApplyPatchToolCall,
  ResponseApplyPatchToolCallOutput,
} from './protocol/schema/items/apply-patch.js'
export {
  type DirectToolCallCaller,
  type ProgramToolCallCaller,
  ToolCallCaller,
} from './protocol/schema/items/caller.js'
export {
  type CodeInterpreterImage,
  type CodeInterpreterLogs,
  CodeInterpreterOutput,
  ResponseCodeInterpreterToolCall,
} from './protocol/schema/items/code-interpreter.js'
export { ResponseCompactionItem } from './protocol/schema/items/compaction.js'
export {
  ComputerSafetyCheck,
  ResponseComputerToolCall,
  ResponseComputerToolCallOutputItem,
  ResponseComputerToolCallOutputScreenshot,
} from './protocol/schema/items/computer.js'
export {
  ComputerAction,
  type ComputerClick,
  type ComputerDoubleClick,
  type ComputerDrag,
  type ComputerKeypress,
  type ComputerMove,
  type ComputerScreenshot,
  type ComputerScroll,
  type ComputerType,
  type ComputerWait,
} from './protocol/schema/items/computer-action.js'
export { ResponseCustomToolCall, ResponseCustomToolCallOutputItem } from './protocol/schema/items/custom-tool-call.js'
export { FileSearchResult, ResponseFileSearchToolCall } from './protocol/schema/items/file-search.js'
export { ResponseFunctionToolCall, ResponseFunctionToolCallOutputItem } from './protocol/schema/items/function-call.js'
export { ResponseImageGenerationCall } from './protocol/schema/items/image-generation.js'
export {
  LocalShellAction,
  ResponseLocalShellCall,
  ResponseLocalShellCallOutput,
} from './protocol/schema/items/local-shell.js'
export {
  type McpHttpError,
  McpListToolsTool,
  type McpProtocolError,
  McpToolCallError,
  type McpToolExecutionError,
  ResponseMcpApprovalRequest,
  ResponseMcpApprovalResponse,
  ResponseMcpCall,
  ResponseMcpListTools,
} from './protocol/schema/items/mcp.js'
export { ResponseOutputMessage } from './protocol/schema/items/message.js'
export { ResponseOutputItem } from './protocol/schema/items/output-item.js'
export { ResponseProgram, ResponseProgramOutput } from './protocol/schema/items/program.js'
export { ResponseReasoningItem } from './protocol/schema/items/reasoning.js'
export {
  type ResponseContainerReference,
  ResponseFunctionShellCallOutputContent,
  ResponseFunctionShellToolCall,
  ResponseFunctionShellToolCallOutput,
  type ResponseLocalEnvironment,
  ShellAction,
  ShellEnvironment,
  type ShellExitOutcome,
  ShellOutcome,
  type ShellTimeoutOutcome,
} from './protocol/schema/items/shell.js'
export { ResponseItemStatus } from './protocol/schema/items/status.js'
export {
  ResponseAdditionalTools,
  ResponseToolSearchCall,
  ResponseToolSearchOutputItem,
} from './protocol/schema/items/tool-search.js'
export {
  ResponseFunctionWebSearch,
  WebSearchAction,
  type WebSearchActionFind,
  type WebSearchActionOpenPage,
  type WebSearchActionSearch,
  type WebSearchSource,
} from './protocol/schema/items/web-search.js'
export { EventLogprob, EventTopLogprob, Logprob, TopLogprob } from './protocol/schema/logprobs.js'
export {
  type ModerationError,
  type ModerationResult,
  ModerationVerdict,
  ResponseModeration,
} from './protocol/schema/moderation.js'
export { type OpenResponsesEvents, OpenResponsesStreamEvent } from './protocol/schema/open-responses/events.js'
export {
  type OpenResponsesFunctionCall,
  type OpenResponsesFunctionCallOutput,
  OpenResponsesItem,
  type OpenResponsesMessage,
  type OpenResponsesReasoning,
} from './protocol/schema/open-responses/items.js'
export {
  type InputFileContent,
  type InputImageContent,
  type InputTextContent,
  type InputVideoContent,
  OpenResponsesAnnotation,
  OpenResponsesInputPart,
  OpenResponsesMessagePart,
  OpenResponsesPart,
  type OutputTextContent,
  type TextContent,
} from './protocol/schema/open-responses/parts.js'
export { OpenResponsesUsage, ResponseResource } from './protocol/schema/open-responses/response.js'
export {
  OpenResponsesReasoningSettings,
  OpenResponsesText,
  OpenResponsesTool,
  OpenResponsesToolChoice,
} from './protocol/schema/open-responses/settings.js'
export {
  ResponseContentPart,
  ResponseMessageContent,
  ResponseOutputRefusal,
  ResponseOutputText,
  ResponseReasoningText,
  ResponseSummaryText,
} from './protocol/schema/output-parts.js'
export { IncompleteDetails, Response, ResponseStatus } from './protocol/schema/response.js'
export {
  PromptCacheOptions,
  Reasoning,
  type ReasoningEffort,
  type ReasoningSummary,
  ResponseConversation,
  type ResponseFormatJSONObject,
  type ResponseFormatText,
  ResponseFormatTextConfig,
  type ResponseFormatTextJSONSchemaConfig,
  ResponsePrompt,
  ResponseTextConfig,
} from './protocol/schema/settings.js'
export {
  ToolChoice,
  type ToolChoiceAllowed,
  type ToolChoiceCustom,
  type ToolChoiceFunction,
  type ToolChoiceMcp,
  ToolChoiceOptions,
  type ToolChoiceTypes,
} from './protocol/schema/tool-choice.js'
export {
  type CodeInterpreterTool,
  type ComputerUsePreviewTool,
  type CustomTool,
  type FileSearchTool,
  FunctionTool,
  type McpTool,
  type NamespacedTool,
  type NamespaceTool,
  type PlainTool,
  Tool,
} from './protocol/schema/tools.js'
export { InputTokensDetails, OutputTokensDetails, ResponseUsage } from './protocol/schema/usage.js'
export type { Repair } from './repair.js'
export { createSourceNormalizer } from './source-normalizer.js'
export { createOutputBuffer, type OutputBuffer } from './sse/output-buffer.js'
export { silentSince } from './standstill.js'
export { createNormalizerStream } from './stream.js'
export {
  type Source,
  type SourceStream,
  type SourceValue,
  type StreamResponseOptions,
  streamResponse,
} from './stream-response.js'
