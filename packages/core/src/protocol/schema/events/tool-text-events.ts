import type { z } from 'zod'
import { string } from '../scalars.js'
import { type ItemEvent, itemEvent } from './event.js'

export interface ResponseFunctionCallArgumentsDeltaEvent extends ItemEvent {
  type: 'response.function_call_arguments.delta'
  delta: string
}
export const ResponseFunctionCallArgumentsDeltaEvent: z.ZodType<ResponseFunctionCallArgumentsDeltaEvent> =
  itemEvent<ResponseFunctionCallArgumentsDeltaEvent>('response.function_call_arguments.delta', { delta: string })

/** `name` is required by OpenAI's schema, though OpenAI does not send it. */
export interface ResponseFunctionCallArgumentsDoneEvent extends ItemEvent {
  type: 'response.function_call_arguments.done'
  name: string
  arguments: string
}
export const ResponseFunctionCallArgumentsDoneEvent: z.ZodType<ResponseFunctionCallArgumentsDoneEvent> =
  itemEvent<ResponseFunctionCallArgumentsDoneEvent>('response.function_call_arguments.done', {
    name: string,
    arguments: string,
  })

export interface ResponseCustomToolCallInputDeltaEvent extends ItemEvent {
  type: 'response.custom_tool_call_input.delta'
  delta: string
}
export const ResponseCustomToolCallInputDeltaEvent: z.ZodType<ResponseCustomToolCallInputDeltaEvent> =
  itemEvent<ResponseCustomToolCallInputDeltaEvent>('response.custom_tool_call_input.delta', { delta: string })

export interface ResponseCustomToolCallInputDoneEvent extends ItemEvent {
  type: 'response.custom_tool_call_input.done'
  input: string
}
export const ResponseCustomToolCallInputDoneEvent: z.ZodType<ResponseCustomToolCallInputDoneEvent> =
  itemEvent<ResponseCustomToolCallInputDoneEvent>('response.custom_tool_call_input.done', { input: string })

export interface ResponseMcpCallArgumentsDeltaEvent extends ItemEvent {
  type: 'response.mcp_call_arguments.delta'
  delta: string
}
export const ResponseMcpCallArgumentsDeltaEvent: z.ZodType<ResponseMcpCallArgumentsDeltaEvent> =
  itemEvent<ResponseMcpCallArgumentsDeltaEvent>('response.mcp_call_arguments.delta', { delta: string })

export interface ResponseMcpCallArgumentsDoneEvent extends ItemEvent {
  type: 'response.mcp_call_arguments.done'
  arguments: string
}
export const ResponseMcpCallArgumentsDoneEvent: z.ZodType<ResponseMcpCallArgumentsDoneEvent> =
  itemEvent<ResponseMcpCallArgumentsDoneEvent>('response.mcp_call_arguments.done', { arguments: string })

export interface ResponseCodeInterpreterCallCodeDeltaEvent extends ItemEvent {
  type: 'response.code_interpreter_call_code.delta'
  delta: string
}
export const ResponseCodeInterpreterCallCodeDeltaEvent: z.ZodType<ResponseCodeInterpreterCallCodeDeltaEvent> =
  itemEvent<ResponseCodeInterpreterCallCodeDeltaEvent>('response.code_interpreter_call_code.delta', { delta: string })

export interface ResponseCodeInterpreterCallCodeDoneEvent extends ItemEvent {
  type: 'response.code_interpreter_call_code.done'
  code: string
}
export const ResponseCodeInterpreterCallCodeDoneEvent: z.ZodType<ResponseCodeInterpreterCallCodeDoneEvent> =
  itemEvent<ResponseCodeInterpreterCallCodeDoneEvent>('response.code_interpreter_call_code.done', { code: string })

/** Recorded from OpenAI, but in neither its schema nor its SDK. */
export interface ResponseApplyPatchCallOperationDiffDeltaEvent extends ItemEvent {
  type: 'response.apply_patch_call_operation_diff.delta'
  delta: string
}
export const ResponseApplyPatchCallOperationDiffDeltaEvent: z.ZodType<ResponseApplyPatchCallOperationDiffDeltaEvent> =
  itemEvent<ResponseApplyPatchCallOperationDiffDeltaEvent>('response.apply_patch_call_operation_diff.delta', {
    delta: string,
  })

/** Recorded from OpenAI, but in neither its schema nor its SDK. */
export interface ResponseApplyPatchCallOperationDiffDoneEvent extends ItemEvent {
  type: 'response.apply_patch_call_operation_diff.done'
  diff: string
}
export const ResponseApplyPatchCallOperationDiffDoneEvent: z.ZodType<ResponseApplyPatchCallOperationDiffDoneEvent> =
  itemEvent<ResponseApplyPatchCallOperationDiffDoneEvent>('response.apply_patch_call_operation_diff.done', {
    diff: string,
  })
