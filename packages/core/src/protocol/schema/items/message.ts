import type { z } from 'zod'
import { object } from '../object.js'
import { ResponseMessageContent } from '../output-parts.js'
import { list, literal, nullable, oneOf, string } from '../scalars.js'
import { ResponseItemStatus } from './status.js'

export interface ResponseOutputMessage {
  type: 'message'
  id: string
  role: 'assistant'
  content: ResponseMessageContent[]
  status: ResponseItemStatus
  phase?: 'commentary' | 'final_answer' | null
}
export const ResponseOutputMessage: z.ZodType<ResponseOutputMessage> = object<ResponseOutputMessage>(
  {
    type: literal('message'),
    id: string,
    role: literal('assistant'),
    content: list(ResponseMessageContent),
    status: ResponseItemStatus,
  },
  { phase: nullable(oneOf('commentary', 'final_answer')) },
)
