import type { z } from 'zod'
import { index, string } from '../scalars.js'
import { type ItemEvent, itemEvent } from './event.js'

export interface ResponseCodeInterpreterCallInProgressEvent extends ItemEvent {
  type: 'response.code_interpreter_call.in_progress'
}
export const ResponseCodeInterpreterCallInProgressEvent: z.ZodType<ResponseCodeInterpreterCallInProgressEvent> =
  itemEvent<ResponseCodeInterpreterCallInProgressEvent>('response.code_interpreter_call.in_progress', {})

export interface ResponseCodeInterpreterCallInterpretingEvent extends ItemEvent {
  type: 'response.code_interpreter_call.interpreting'
}
export const ResponseCodeInterpreterCallInterpretingEvent: z.ZodType<ResponseCodeInterpreterCallInterpretingEvent> =
  itemEvent<ResponseCodeInterpreterCallInterpretingEvent>('response.code_interpreter_call.interpreting', {})

export interface ResponseCodeInterpreterCallCompletedEvent extends ItemEvent {
  type: 'response.code_interpreter_call.completed'
}
export const ResponseCodeInterpreterCallCompletedEvent: z.ZodType<ResponseCodeInterpreterCallCompletedEvent> =
  itemEvent<ResponseCodeInterpreterCallCompletedEvent>('response.code_interpreter_call.completed', {})

export interface ResponseFileSearchCallInProgressEvent extends ItemEvent {
  type: 'response.file_search_call.in_progress'
}
export const ResponseFileSearchCallInProgressEvent: z.ZodType<ResponseFileSearchCallInProgressEvent> =
  itemEvent<ResponseFileSearchCallInProgressEvent>('response.file_search_call.in_progress', {})

export interface ResponseFileSearchCallSearchingEvent extends ItemEvent {
  type: 'response.file_search_call.searching'
}
export const ResponseFileSearchCallSearchingEvent: z.ZodType<ResponseFileSearchCallSearchingEvent> =
  itemEvent<ResponseFileSearchCallSearchingEvent>('response.file_search_call.searching', {})

export interface ResponseFileSearchCallCompletedEvent extends ItemEvent {
  type: 'response.file_search_call.completed'
}
export const ResponseFileSearchCallCompletedEvent: z.ZodType<ResponseFileSearchCallCompletedEvent> =
  itemEvent<ResponseFileSearchCallCompletedEvent>('response.file_search_call.completed', {})

export interface ResponseWebSearchCallInProgressEvent extends ItemEvent {
  type: 'response.web_search_call.in_progress'
}
export const ResponseWebSearchCallInProgressEvent: z.ZodType<ResponseWebSearchCallInProgressEvent> =
  itemEvent<ResponseWebSearchCallInProgressEvent>('response.web_search_call.in_progress', {})

export interface ResponseWebSearchCallSearchingEvent extends ItemEvent {
  type: 'response.web_search_call.searching'
}
export const ResponseWebSearchCallSearchingEvent: z.ZodType<ResponseWebSearchCallSearchingEvent> =
  itemEvent<ResponseWebSearchCallSearchingEvent>('response.web_search_call.searching', {})

export interface ResponseWebSearchCallCompletedEvent extends ItemEvent {
  type: 'response.web_search_call.completed'
}
export const ResponseWebSearchCallCompletedEvent: z.ZodType<ResponseWebSearchCallCompletedEvent> =
  itemEvent<ResponseWebSearchCallCompletedEvent>('response.web_search_call.completed', {})

export interface ResponseImageGenCallInProgressEvent extends ItemEvent {
  type: 'response.image_generation_call.in_progress'
}
export const ResponseImageGenCallInProgressEvent: z.ZodType<ResponseImageGenCallInProgressEvent> =
  itemEvent<ResponseImageGenCallInProgressEvent>('response.image_generation_call.in_progress', {})

export interface ResponseImageGenCallGeneratingEvent extends ItemEvent {
  type: 'response.image_generation_call.generating'
}
export const ResponseImageGenCallGeneratingEvent: z.ZodType<ResponseImageGenCallGeneratingEvent> =
  itemEvent<ResponseImageGenCallGeneratingEvent>('response.image_generation_call.generating', {})

export interface ResponseImageGenCallCompletedEvent extends ItemEvent {
  type: 'response.image_generation_call.completed'
}
export const ResponseImageGenCallCompletedEvent: z.ZodType<ResponseImageGenCallCompletedEvent> =
  itemEvent<ResponseImageGenCallCompletedEvent>('response.image_generation_call.completed', {})

export interface ResponseMcpCallInProgressEvent extends ItemEvent {
  type: 'response.mcp_call.in_progress'
}
export const ResponseMcpCallInProgressEvent: z.ZodType<ResponseMcpCallInProgressEvent> =
  itemEvent<ResponseMcpCallInProgressEvent>('response.mcp_call.in_progress', {})

export interface ResponseMcpCallCompletedEvent extends ItemEvent {
  type: 'response.mcp_call.completed'
}
export const ResponseMcpCallCompletedEvent: z.ZodType<ResponseMcpCallCompletedEvent> =
  itemEvent<ResponseMcpCallCompletedEvent>('response.mcp_call.completed', {})

export interface ResponseMcpCallFailedEvent extends ItemEvent {
  type: 'response.mcp_call.failed'
}
export const ResponseMcpCallFailedEvent: z.ZodType<ResponseMcpCallFailedEvent> = itemEvent<ResponseMcpCallFailedEvent>(
  'response.mcp_call.failed',
  {},
)

export interface ResponseMcpListToolsInProgressEvent extends ItemEvent {
  type: 'response.mcp_list_tools.in_progress'
}
export const ResponseMcpListToolsInProgressEvent: z.ZodType<ResponseMcpListToolsInProgressEvent> =
  itemEvent<ResponseMcpListToolsInProgressEvent>('response.mcp_list_tools.in_progress', {})

export interface ResponseMcpListToolsCompletedEvent extends ItemEvent {
  type: 'response.mcp_list_tools.completed'
}
export const ResponseMcpListToolsCompletedEvent: z.ZodType<ResponseMcpListToolsCompletedEvent> =
  itemEvent<ResponseMcpListToolsCompletedEvent>('response.mcp_list_tools.completed', {})

export interface ResponseMcpListToolsFailedEvent extends ItemEvent {
  type: 'response.mcp_list_tools.failed'
}
export const ResponseMcpListToolsFailedEvent: z.ZodType<ResponseMcpListToolsFailedEvent> =
  itemEvent<ResponseMcpListToolsFailedEvent>('response.mcp_list_tools.failed', {})

export interface ResponseCompactionCompactingEvent extends ItemEvent {
  type: 'response.compaction.compacting'
}
export const ResponseCompactionCompactingEvent: z.ZodType<ResponseCompactionCompactingEvent> =
  itemEvent<ResponseCompactionCompactingEvent>('response.compaction.compacting', {})

export interface ResponseImageGenCallPartialImageEvent extends ItemEvent {
  type: 'response.image_generation_call.partial_image'
  partial_image_index: number
  partial_image_b64: string
  size?: string
  quality?: string
  background?: string
  output_format?: string
}
export const ResponseImageGenCallPartialImageEvent: z.ZodType<ResponseImageGenCallPartialImageEvent> =
  itemEvent<ResponseImageGenCallPartialImageEvent>(
    'response.image_generation_call.partial_image',
    { partial_image_index: index, partial_image_b64: string },
    { size: string, quality: string, background: string, output_format: string },
  )
