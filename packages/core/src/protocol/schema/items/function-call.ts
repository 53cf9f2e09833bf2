import type { z } from 'zod'
import { ResponseToolOutput } from '../input-parts.js'
import { object } from '../object.js'
import { literal, string } from '../scalars.js'
import { caller, type ToolCallCaller } from './caller.js'
import { ResponseItemStatus } from './status.js'

export interface ResponseFunctionToolCall {
  type: 'function_call'
  /** Optional in OpenAI's schema, which also serves as input; the events of a stream refer to it. */
  id: string
  call_id: string
  name: string
  arguments: string
  namespace?: string
  caller?: ToolCallCaller | null
  status?: ResponseItemStatus
}
export const ResponseFunctionToolCall: z.ZodType<ResponseFunctionToolCall> = object<ResponseFunctionToolCall>(
  { type: literal('function_call'), id: string, call_id: string, name: string, arguments: string },
  { namespace: string, caller, status: ResponseItemStatus },
)

export interface ResponseFunctionToolCallOutputItem {
  type: 'function_call_output'
  id: string
  output: ResponseToolOutput
  status: ResponseItemStatus
  call_id?: string
  name?: string
  namespace?: string
  caller?: ToolCallCaller | null
  created_by?: string
}
export const ResponseFunctionToolCallOutputItem: z.ZodType<ResponseFunctionToolCallOutputItem> =
  object<ResponseFunctionToolCallOutputItem>(
    { type: literal('function_call_output'), id: string, output: ResponseToolOutput, status: ResponseItemStatus },
    { call_id: string, name: string, namespace: string, caller, created_by: string },
  )
