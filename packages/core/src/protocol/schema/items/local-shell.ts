import type { z } from 'zod'
import { object } from '../object.js'
import { integer, list, literal, nullable, record, string } from '../scalars.js'
import { ResponseItemStatus } from './status.js'

export interface LocalShellAction {
  type: 'exec'
  command: string[]
  env: Record<string, string>
  timeout_ms?: number | null
  working_directory?: string | null
  user?: string | null
}
export const LocalShellAction: z.ZodType<LocalShellAction> = object<LocalShellAction>(
  { type: literal('exec'), command: list(string), env: record(string) },
  { timeout_ms: nullable(integer), working_directory: nullable(string), user: nullable(string) },
)

export interface ResponseLocalShellCall {
  type: 'local_shell_call'
  id: string
  call_id: string
  action: LocalShellAction
  status: ResponseItemStatus
}
export const ResponseLocalShellCall: z.ZodType<ResponseLocalShellCall> = object<ResponseLocalShellCall>(
  {
    type: literal('local_shell_call'),
    id: string,
    call_id: string,
    action: LocalShellAction,
    status: ResponseItemStatus,
  },
  {},
)

export interface ResponseLocalShellCallOutput {
  type: 'local_shell_call_output'
  id: string
  /** Required by OpenAI's schema without being declared. */
  call_id: string
  output: string
  status?: ResponseItemStatus | null
}
export const ResponseLocalShellCallOutput: z.ZodType<ResponseLocalShellCallOutput> =
  object<ResponseLocalShellCallOutput>(
    { type: literal('local_shell_call_output'), id: string, call_id: string, output: string },
    { status: nullable(ResponseItemStatus) },
  )
