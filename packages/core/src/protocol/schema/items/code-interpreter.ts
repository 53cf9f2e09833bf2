import type { z } from 'zod'
import { object } from '../object.js'
import { list, literal, nullable, oneOf, string } from '../scalars.js'
import { tagged } from '../tagged.js'

export interface CodeInterpreterLogs {
  type: 'logs'
  logs: string
}
export interface CodeInterpreterImage {
  type: 'image'
  url: string
}

/** What a code interpreter wrote. */
export type CodeInterpreterOutput = CodeInterpreterLogs | CodeInterpreterImage
export const CodeInterpreterOutput: z.ZodType<CodeInterpreterOutput> = tagged<CodeInterpreterOutput>({
  logs: object<CodeInterpreterLogs>({ type: literal('logs'), logs: string }, {}),
  image: object<CodeInterpreterImage>({ type: literal('image'), url: string }, {}),
})

export interface ResponseCodeInterpreterToolCall {
  type: 'code_interpreter_call'
  id: string
  status: 'in_progress' | 'completed' | 'incomplete' | 'interpreting' | 'failed'
  container_id: string
  code: string | null
  outputs: CodeInterpreterOutput[] | null
}
export const ResponseCodeInterpreterToolCall: z.ZodType<ResponseCodeInterpreterToolCall> =
  object<ResponseCodeInterpreterToolCall>(
    {
      type: literal('code_interpreter_call'),
      id: string,
      status: oneOf('in_progress', 'completed', 'incomplete', 'interpreting', 'failed'),
      container_id: string,
      code: nullable(string),
      outputs: nullable(list(CodeInterpreterOutput)),
    },
    {},
  )
