import type { z } from 'zod'
import { object } from '../object.js'
import { integer, list, literal, nullable, string } from '../scalars.js'
import { tagged } from '../tagged.js'
import { caller, type ToolCallCaller } from './caller.js'
import { ResponseItemStatus } from './status.js'

export interface ShellAction {
  commands: string[]
  timeout_ms: number | null
  max_output_length: number | null
}
export const ShellAction: z.ZodType<ShellAction> = object<ShellAction>(
  { commands: list(string), timeout_ms: nullable(integer), max_output_length: nullable(integer) },
  {},
)

export interface ResponseLocalEnvironment {
  type: 'local'
}
export interface ResponseContainerReference {
  type: 'container_reference'
  container_id: string
}

/** Where a shell runs. */
export type ShellEnvironment = ResponseLocalEnvironment | ResponseContainerReference
export const ShellEnvironment: z.ZodType<ShellEnvironment> = tagged<ShellEnvironment>({
  local: object<ResponseLocalEnvironment>({ type: literal('local') }, {}),
  container_reference: object<ResponseContainerReference>(
    { type: literal('container_reference'), container_id: string },
    {},
  ),
})

export interface ResponseFunctionShellToolCall {
  type: 'shell_call'
  id: string
  call_id: string
  action: ShellAction
  status: ResponseItemStatus
  /** Required by OpenAI's schema, but not always sent. */
  environment?: ShellEnvironment | null
  caller?: ToolCallCaller | null
  created_by?: string
}
export const ResponseFunctionShellToolCall: z.ZodType<ResponseFunctionShellToolCall> =
  object<ResponseFunctionShellToolCall>(
    { type: literal('shell_call'), id: string, call_id: string, action: ShellAction, status: ResponseItemStatus },
    { environment: nullable(ShellEnvironment), caller, created_by: string },
  )

export interface ShellTimeoutOutcome {
  type: 'timeout'
}
export interface ShellExitOutcome {
  type: 'exit'
  exit_code: number
}
export type ShellOutcome = ShellTimeoutOutcome | ShellExitOutcome
export const ShellOutcome: z.ZodType<ShellOutcome> = tagged<ShellOutcome>({
  timeout: object<ShellTimeoutOutcome>({ type: literal('timeout') }, {}),
  exit: object<ShellExitOutcome>({ type: literal('exit'), exit_code: integer }, {}),
})

export interface ResponseFunctionShellCallOutputContent {
  stdout: string
  stderr: string
  outcome: ShellOutcome
  created_by?: string
}
export const ResponseFunctionShellCallOutputContent: z.ZodType<ResponseFunctionShellCallOutputContent> =
  object<ResponseFunctionShellCallOutputContent>(
    { stdout: string, stderr: string, outcome: ShellOutcome },
    { created_by: string },
  )

export interface ResponseFunctionShellToolCallOutput {
  type: 'shell_call_output'
  id: string
  call_id: string
  output: ResponseFunctionShellCallOutputContent[]
  max_output_length: number | null
  status: ResponseItemStatus
  caller?: ToolCallCaller | null
  created_by?: string
}
export const ResponseFunctionShellToolCallOutput: z.ZodType<ResponseFunctionShellToolCallOutput> =
  object<ResponseFunctionShellToolCallOutput>(
    {
      type: literal('shell_call_output'),
      id: string,
      call_id: string,
      output: list(ResponseFunctionShellCallOutputContent),
      max_output_length: nullable(integer),
      status: ResponseItemStatus,
    },
    { caller, created_by: string },
  )
