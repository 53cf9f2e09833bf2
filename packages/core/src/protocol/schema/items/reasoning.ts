import type { z } from 'zod'
import { object } from '../object.js'
import { ResponseReasoningText, ResponseSummaryText } from '../output-parts.js'
import { list, literal, nullable, string } from '../scalars.js'
import { tagged } from '../tagged.js'
import { ResponseItemStatus } from './status.js'

export interface ResponseReasoningItem {
  type: 'reasoning'
  id: string
  summary: ResponseSummaryText[]
  content?: ResponseReasoningText[]
  encrypted_content?: string | null
  status?: ResponseItemStatus
}
export const ResponseReasoningItem: z.ZodType<ResponseReasoningItem> = object<ResponseReasoningItem>(
  {
    type: literal('reasoning'),
    id: string,
    summary: list(tagged<ResponseSummaryText>({ summary_text: ResponseSummaryText })),
  },
  {
    content: list(tagged<ResponseReasoningText>({ reasoning_text: ResponseReasoningText })),
    encrypted_content: nullable(string),
    status: ResponseItemStatus,
  },
)
