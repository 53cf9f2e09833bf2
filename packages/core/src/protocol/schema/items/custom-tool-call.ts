import type { z } from 'zod'
import { ResponseToolOutput } from '../input-parts.js'
import { object } from '../object.js'
import { literal, string } from '../scalars.js'
import { caller, type ToolCallCaller } from './caller.js'
import { ResponseItemStatus } from './status.js'

export interface ResponseCustomToolCall {
  type: 'custom_tool_call'
  /** Optional in OpenAI's schema, which also serves as input; the events of a stream refer to it. */
  id: string
  call_id: string
  name: string
  input: string
  namespace?: string
  caller?: ToolCallCaller | null
}
export const ResponseCustomToolCall: z.ZodType<ResponseCustomToolCall> = object<ResponseCustomToolCall>(
  { type: literal('custom_tool_call'), id: string, call_id: string, name: string, input: string },
  { namespace: string, caller },
)

export interface ResponseCustomToolCallOutputItem {
  type: 'custom_tool_call_output'
  id: string
  call_id: string
  output: ResponseToolOutput
  status: ResponseItemStatus
  caller?: ToolCallCaller | null
  created_by?: string
}
export const ResponseCustomToolCallOutputItem: z.ZodType<ResponseCustomToolCallOutputItem> =
  object<ResponseCustomToolCallOutputItem>(
    {
      type: literal('custom_tool_call_output'),
      id: string,
      call_id: string,
      output: ResponseToolOutput,
      status: ResponseItemStatus,
    },
    { caller, created_by: string },
  )
