import type { z } from 'zod'
import { object } from '../object.js'
import { list, literal, nullable, oneOf, string } from '../scalars.js'
import { ComputerAction } from './computer-action.js'
import { ResponseItemStatus } from './status.js'

export interface ComputerSafetyCheck {
  id: string
  code?: string | null
  message?: string | null
}
export const ComputerSafetyCheck: z.ZodType<ComputerSafetyCheck> = object<ComputerSafetyCheck>(
  { id: string },
  { code: nullable(string), message: nullable(string) },
)

export interface ResponseComputerToolCall {
  type: 'computer_call'
  id: string
  call_id: string
  pending_safety_checks: ComputerSafetyCheck[]
  status: ResponseItemStatus
  action?: ComputerAction
  actions?: ComputerAction[]
}
export const ResponseComputerToolCall: z.ZodType<ResponseComputerToolCall> = object<ResponseComputerToolCall>(
  {
    type: literal('computer_call'),
    id: string,
    call_id: string,
    pending_safety_checks: list(ComputerSafetyCheck),
    status: ResponseItemStatus,
  },
  { action: ComputerAction, actions: list(ComputerAction) },
)

export interface ResponseComputerToolCallOutputScreenshot {
  type: 'computer_screenshot'
  image_url?: string
  file_id?: string
}
export const ResponseComputerToolCallOutputScreenshot: z.ZodType<ResponseComputerToolCallOutputScreenshot> =
  object<ResponseComputerToolCallOutputScreenshot>(
    { type: literal('computer_screenshot') },
    { image_url: string, file_id: string },
  )

export interface ResponseComputerToolCallOutputItem {
  type: 'computer_call_output'
  id: string
  call_id: string
  output: ResponseComputerToolCallOutputScreenshot
  status: 'completed' | 'incomplete' | 'failed' | 'in_progress'
  acknowledged_safety_checks?: ComputerSafetyCheck[]
  created_by?: string
}
export const ResponseComputerToolCallOutputItem: z.ZodType<ResponseComputerToolCallOutputItem> =
  object<ResponseComputerToolCallOutputItem>(
    {
      type: literal('computer_call_output'),
      id: string,
      call_id: string,
      output: ResponseComputerToolCallOutputScreenshot,
      status: oneOf('completed', 'incomplete', 'failed', 'in_progress'),
    },
    { acknowledged_safety_checks: list(ComputerSafetyCheck), created_by: string },
  )
