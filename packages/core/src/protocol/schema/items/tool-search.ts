import type { z } from 'zod'
import { object } from '../object.js'
import { anything, list, literal, nullable, oneOf, string } from '../scalars.js'
import { Tool } from '../tools.js'
import { ResponseItemStatus } from './status.js'

const execution = oneOf('server', 'client')

export interface ResponseToolSearchCall {
  type: 'tool_search_call'
  id: string
  call_id: string | null
  execution: 'server' | 'client'
  arguments: unknown
  status: ResponseItemStatus
  created_by?: string
}
export const ResponseToolSearchCall: z.ZodType<ResponseToolSearchCall> = object<ResponseToolSearchCall>(
  {
    type: literal('tool_search_call'),
    id: string,
    call_id: nullable(string),
    execution,
    arguments: anything,
    status: ResponseItemStatus,
  },
  { created_by: string },
)

export interface ResponseToolSearchOutputItem {
  type: 'tool_search_output'
  id: string
  call_id: string | null
  execution: 'server' | 'client'
  tools: Tool[]
  status: ResponseItemStatus
  created_by?: string
}
export const ResponseToolSearchOutputItem: z.ZodType<ResponseToolSearchOutputItem> =
  object<ResponseToolSearchOutputItem>(
    {
      type: literal('tool_search_output'),
      id: string,
      call_id: nullable(string),
      execution,
      tools: list(Tool),
      status: ResponseItemStatus,
    },
    { created_by: string },
  )

export interface ResponseAdditionalTools {
  type: 'additional_tools'
  id: string
  role: 'unknown' | 'user' | 'assistant' | 'system' | 'critic' | 'discriminator' | 'developer' | 'tool'
  tools: Tool[]
}
export const ResponseAdditionalTools: z.ZodType<ResponseAdditionalTools> = object<ResponseAdditionalTools>(
  {
    type: literal('additional_tools'),
    id: string,
    role: oneOf('unknown', 'user', 'assistant', 'system', 'critic', 'discriminator', 'developer', 'tool'),
    tools: list(Tool),
  },
  {},
)
