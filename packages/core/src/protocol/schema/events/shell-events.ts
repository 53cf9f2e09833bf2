import type { z } from 'zod'
import { ResponseFunctionShellCallOutputContent } from '../items/shell.js'
import { object } from '../object.js'
import { index, list, string } from '../scalars.js'
import { type CommandEvent, commandEvent, type ItemEvent, itemEvent } from './event.js'

export interface ShellCallOutputDelta {
  stdout?: string
  stderr?: string
}
export const ShellCallOutputDelta: z.ZodType<ShellCallOutputDelta> = object<ShellCallOutputDelta>(
  {},
  { stdout: string, stderr: string },
)

export interface ResponseShellCallCommandAddedEvent extends CommandEvent {
  type: 'response.shell_call_command.added'
  command: string
}
export const ResponseShellCallCommandAddedEvent: z.ZodType<ResponseShellCallCommandAddedEvent> =
  commandEvent<ResponseShellCallCommandAddedEvent>('response.shell_call_command.added', { command: string })

export interface ResponseShellCallCommandDeltaEvent extends CommandEvent {
  type: 'response.shell_call_command.delta'
  delta: string
  obfuscation?: string
}
export const ResponseShellCallCommandDeltaEvent: z.ZodType<ResponseShellCallCommandDeltaEvent> =
  commandEvent<ResponseShellCallCommandDeltaEvent>(
    'response.shell_call_command.delta',
    { delta: string },
    { obfuscation: string },
  )

export interface ResponseShellCallCommandDoneEvent extends CommandEvent {
  type: 'response.shell_call_command.done'
  command: string
}
export const ResponseShellCallCommandDoneEvent: z.ZodType<ResponseShellCallCommandDoneEvent> =
  commandEvent<ResponseShellCallCommandDoneEvent>('response.shell_call_command.done', { command: string })

export interface ResponseShellCallOutputContentDeltaEvent extends ItemEvent {
  type: 'response.shell_call_output_content.delta'
  command_index: number
  delta: ShellCallOutputDelta
}
export const ResponseShellCallOutputContentDeltaEvent: z.ZodType<ResponseShellCallOutputContentDeltaEvent> =
  itemEvent<ResponseShellCallOutputContentDeltaEvent>('response.shell_call_output_content.delta', {
    command_index: index,
    delta: ShellCallOutputDelta,
  })

export interface ResponseShellCallOutputContentDoneEvent extends ItemEvent {
  type: 'response.shell_call_output_content.done'
  command_index: number
  output: ResponseFunctionShellCallOutputContent[]
}
export const ResponseShellCallOutputContentDoneEvent: z.ZodType<ResponseShellCallOutputContentDoneEvent> =
  itemEvent<ResponseShellCallOutputContentDoneEvent>('response.shell_call_output_content.done', {
    command_index: index,
    output: list(ResponseFunctionShellCallOutputContent),
  })
