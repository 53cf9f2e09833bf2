import type { z } from 'zod'
import { ResponseSummaryText } from '../output-parts.js'
import { literal, string } from '../scalars.js'
import { tagged } from '../tagged.js'
import { type ContentEvent, contentEvent, type SummaryEvent, summaryEvent } from './event.js'

const summaryPart = tagged<ResponseSummaryText>({ summary_text: ResponseSummaryText })

export interface ResponseReasoningTextDeltaEvent extends ContentEvent {
  type: 'response.reasoning_text.delta'
  delta: string
}
export const ResponseReasoningTextDeltaEvent: z.ZodType<ResponseReasoningTextDeltaEvent> =
  contentEvent<ResponseReasoningTextDeltaEvent>('response.reasoning_text.delta', { delta: string })

export interface ResponseReasoningTextDoneEvent extends ContentEvent {
  type: 'response.reasoning_text.done'
  text: string
}
export const ResponseReasoningTextDoneEvent: z.ZodType<ResponseReasoningTextDoneEvent> =
  contentEvent<ResponseReasoningTextDoneEvent>('response.reasoning_text.done', { text: string })

export interface ResponseReasoningSummaryPartAddedEvent extends SummaryEvent {
  type: 'response.reasoning_summary_part.added'
  part: ResponseSummaryText
}
export const ResponseReasoningSummaryPartAddedEvent: z.ZodType<ResponseReasoningSummaryPartAddedEvent> =
  summaryEvent<ResponseReasoningSummaryPartAddedEvent>('response.reasoning_summary_part.added', { part: summaryPart })

export interface ResponseReasoningSummaryPartDoneEvent extends SummaryEvent {
  type: 'response.reasoning_summary_part.done'
  part: ResponseSummaryText
  status?: 'incomplete'
}
export const ResponseReasoningSummaryPartDoneEvent: z.ZodType<ResponseReasoningSummaryPartDoneEvent> =
  summaryEvent<ResponseReasoningSummaryPartDoneEvent>(
    'response.reasoning_summary_part.done',
    { part: summaryPart },
    { status: literal('incomplete') },
  )

export interface ResponseReasoningSummaryTextDeltaEvent extends SummaryEvent {
  type: 'response.reasoning_summary_text.delta'
  delta: string
}
export const ResponseReasoningSummaryTextDeltaEvent: z.ZodType<ResponseReasoningSummaryTextDeltaEvent> =
  summaryEvent<ResponseReasoningSummaryTextDeltaEvent>('response.reasoning_summary_text.delta', { delta: string })

export interface ResponseReasoningSummaryTextDoneEvent extends SummaryEvent {
  type: 'response.reasoning_summary_text.done'
  text: string
}
export const ResponseReasoningSummaryTextDoneEvent: z.ZodType<ResponseReasoningSummaryTextDoneEvent> =
  summaryEvent<ResponseReasoningSummaryTextDoneEvent>('response.reasoning_summary_text.done', { text: string })
