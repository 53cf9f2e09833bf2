import type { z } from 'zod'
import { tagged, type Variants } from '../tagged.js'
import {
  ResponseAudioDeltaEvent,
  ResponseAudioDoneEvent,
  ResponseAudioTranscriptDeltaEvent,
  ResponseAudioTranscriptDoneEvent,
} from './audio-events.js'
import { ResponseContentPartAddedEvent, ResponseContentPartDoneEvent } from './content-part-events.js'
import { ResponseErrorEvent } from './error-event.js'
import { ResponseOutputItemAddedEvent, ResponseOutputItemDoneEvent } from './output-item-events.js'
import {
  ResponseOutputTextAnnotationAddedEvent,
  ResponseRefusalDeltaEvent,
  ResponseRefusalDoneEvent,
  ResponseTextDeltaEvent,
  ResponseTextDoneEvent,
} from './output-text-events.js'
import {
  ResponseReasoningSummaryPartAddedEvent,
  ResponseReasoningSummaryPartDoneEvent,
  ResponseReasoningSummaryTextDeltaEvent,
  ResponseReasoningSummaryTextDoneEvent,
  ResponseReasoningTextDeltaEvent,
  ResponseReasoningTextDoneEvent,
} from './reasoning-events.js'
import {
  ResponseCompletedEvent,
  ResponseCreatedEvent,
  ResponseFailedEvent,
  ResponseIncompleteEvent,
  ResponseInProgressEvent,
  ResponseQueuedEvent,
} from './response-events.js'
import {
  ResponseShellCallCommandAddedEvent,
  ResponseShellCallCommandDeltaEvent,
  ResponseShellCallCommandDoneEvent,
  ResponseShellCallOutputContentDeltaEvent,
  ResponseShellCallOutputContentDoneEvent,
} from './shell-events.js'
import {
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
} from './tool-state-events.js'
import {
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
} from './tool-text-events.js'

/** Every event of OpenAI's protocol. */
export type ResponseStreamEvent =
  | ResponseCreatedEvent
  | ResponseQueuedEvent
  | ResponseInProgressEvent
  | ResponseCompletedEvent
  | ResponseIncompleteEvent
  | ResponseFailedEvent
  | ResponseErrorEvent
  | ResponseOutputItemAddedEvent
  | ResponseOutputItemDoneEvent
  | ResponseContentPartAddedEvent
  | ResponseContentPartDoneEvent
  | ResponseTextDeltaEvent
  | ResponseTextDoneEvent
  | ResponseOutputTextAnnotationAddedEvent
  | ResponseRefusalDeltaEvent
  | ResponseRefusalDoneEvent
  | ResponseReasoningTextDeltaEvent
  | ResponseReasoningTextDoneEvent
  | ResponseReasoningSummaryPartAddedEvent
  | ResponseReasoningSummaryPartDoneEvent
  | ResponseReasoningSummaryTextDeltaEvent
  | ResponseReasoningSummaryTextDoneEvent
  | ResponseFunctionCallArgumentsDeltaEvent
  | ResponseFunctionCallArgumentsDoneEvent
  | ResponseCustomToolCallInputDeltaEvent
  | ResponseCustomToolCallInputDoneEvent
  | ResponseMcpCallArgumentsDeltaEvent
  | ResponseMcpCallArgumentsDoneEvent
  | ResponseCodeInterpreterCallCodeDeltaEvent
  | ResponseCodeInterpreterCallCodeDoneEvent
  | ResponseApplyPatchCallOperationDiffDeltaEvent
  | ResponseApplyPatchCallOperationDiffDoneEvent
  | ResponseShellCallCommandAddedEvent
  | ResponseShellCallCommandDeltaEvent
  | ResponseShellCallCommandDoneEvent
  | ResponseShellCallOutputContentDeltaEvent
  | ResponseShellCallOutputContentDoneEvent
  | ResponseCodeInterpreterCallInProgressEvent
  | ResponseCodeInterpreterCallInterpretingEvent
  | ResponseCodeInterpreterCallCompletedEvent
  | ResponseFileSearchCallInProgressEvent
  | ResponseFileSearchCallSearchingEvent
  | ResponseFileSearchCallCompletedEvent
  | ResponseWebSearchCallInProgressEvent
  | ResponseWebSearchCallSearchingEvent
  | ResponseWebSearchCallCompletedEvent
  | ResponseImageGenCallInProgressEvent
  | ResponseImageGenCallGeneratingEvent
  | ResponseImageGenCallCompletedEvent
  | ResponseMcpCallInProgressEvent
  | ResponseMcpCallCompletedEvent
  | ResponseMcpCallFailedEvent
  | ResponseMcpListToolsInProgressEvent
  | ResponseMcpListToolsCompletedEvent
  | ResponseMcpListToolsFailedEvent
  | ResponseCompactionCompactingEvent
  | ResponseImageGenCallPartialImageEvent
  | ResponseAudioDeltaEvent
  | ResponseAudioDoneEvent
  | ResponseAudioTranscriptDeltaEvent
  | ResponseAudioTranscriptDoneEvent

export const STREAM_EVENTS: Variants<ResponseStreamEvent> = {
  'response.created': ResponseCreatedEvent,
  'response.queued': ResponseQueuedEvent,
  'response.in_progress': ResponseInProgressEvent,
  'response.completed': ResponseCompletedEvent,
  'response.incomplete': ResponseIncompleteEvent,
  'response.failed': ResponseFailedEvent,
  error: ResponseErrorEvent,
  'response.output_item.added': ResponseOutputItemAddedEvent,
  'response.output_item.done': ResponseOutputItemDoneEvent,
  'response.content_part.added': ResponseContentPartAddedEvent,
  'response.content_part.done': ResponseContentPartDoneEvent,
  'response.output_text.delta': ResponseTextDeltaEvent,
  'response.output_text.done': ResponseTextDoneEvent,
  'response.output_text.annotation.added': ResponseOutputTextAnnotationAddedEvent,
  'response.refusal.delta': ResponseRefusalDeltaEvent,
  'response.refusal.done': ResponseRefusalDoneEvent,
  'response.reasoning_text.delta': ResponseReasoningTextDeltaEvent,
  'response.reasoning_text.done': ResponseReasoningTextDoneEvent,
  'response.reasoning_summary_part.added': ResponseReasoningSummaryPartAddedEvent,
  'response.reasoning_summary_part.done': ResponseReasoningSummaryPartDoneEvent,
  'response.reasoning_summary_text.delta': ResponseReasoningSummaryTextDeltaEvent,
  'response.reasoning_summary_text.done': ResponseReasoningSummaryTextDoneEvent,
  'response.function_call_arguments.delta': ResponseFunctionCallArgumentsDeltaEvent,
  'response.function_call_arguments.done': ResponseFunctionCallArgumentsDoneEvent,
  'response.custom_tool_call_input.delta': ResponseCustomToolCallInputDeltaEvent,
  'response.custom_tool_call_input.done': ResponseCustomToolCallInputDoneEvent,
  'response.mcp_call_arguments.delta': ResponseMcpCallArgumentsDeltaEvent,
  'response.mcp_call_arguments.done': ResponseMcpCallArgumentsDoneEvent,
  'response.code_interpreter_call_code.delta': ResponseCodeInterpreterCallCodeDeltaEvent,
  'response.code_interpreter_call_code.done': ResponseCodeInterpreterCallCodeDoneEvent,
  'response.apply_patch_call_operation_diff.delta': ResponseApplyPatchCallOperationDiffDeltaEvent,
  'response.apply_patch_call_operation_diff.done': ResponseApplyPatchCallOperationDiffDoneEvent,
  'response.shell_call_command.added': ResponseShellCallCommandAddedEvent,
  'response.shell_call_command.delta': ResponseShellCallCommandDeltaEvent,
  'response.shell_call_command.done': ResponseShellCallCommandDoneEvent,
  'response.shell_call_output_content.delta': ResponseShellCallOutputContentDeltaEvent,
  'response.shell_call_output_content.done': ResponseShellCallOutputContentDoneEvent,
  'response.code_interpreter_call.in_progress': ResponseCodeInterpreterCallInProgressEvent,
  'response.code_interpreter_call.interpreting': ResponseCodeInterpreterCallInterpretingEvent,
  'response.code_interpreter_call.completed': ResponseCodeInterpreterCallCompletedEvent,
  'response.file_search_call.in_progress': ResponseFileSearchCallInProgressEvent,
  'response.file_search_call.searching': ResponseFileSearchCallSearchingEvent,
  'response.file_search_call.completed': ResponseFileSearchCallCompletedEvent,
  'response.web_search_call.in_progress': ResponseWebSearchCallInProgressEvent,
  'response.web_search_call.searching': ResponseWebSearchCallSearchingEvent,
  'response.web_search_call.completed': ResponseWebSearchCallCompletedEvent,
  'response.image_generation_call.in_progress': ResponseImageGenCallInProgressEvent,
  'response.image_generation_call.generating': ResponseImageGenCallGeneratingEvent,
  'response.image_generation_call.completed': ResponseImageGenCallCompletedEvent,
  'response.mcp_call.in_progress': ResponseMcpCallInProgressEvent,
  'response.mcp_call.completed': ResponseMcpCallCompletedEvent,
  'response.mcp_call.failed': ResponseMcpCallFailedEvent,
  'response.mcp_list_tools.in_progress': ResponseMcpListToolsInProgressEvent,
  'response.mcp_list_tools.completed': ResponseMcpListToolsCompletedEvent,
  'response.mcp_list_tools.failed': ResponseMcpListToolsFailedEvent,
  'response.compaction.compacting': ResponseCompactionCompactingEvent,
  'response.image_generation_call.partial_image': ResponseImageGenCallPartialImageEvent,
  'response.audio.delta': ResponseAudioDeltaEvent,
  'response.audio.done': ResponseAudioDoneEvent,
  'response.audio.transcript.delta': ResponseAudioTranscriptDeltaEvent,
  'response.audio.transcript.done': ResponseAudioTranscriptDoneEvent,
}

export const ResponseStreamEvent: z.ZodType<ResponseStreamEvent> = tagged<ResponseStreamEvent>(STREAM_EVENTS)
