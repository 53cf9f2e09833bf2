import type { z } from 'zod'
import { ResponseAnnotation } from '../annotations.js'
import { EventLogprob } from '../logprobs.js'
import { index, list, nullable, string } from '../scalars.js'
import { type ContentEvent, contentEvent } from './event.js'

export interface ResponseTextDeltaEvent extends ContentEvent {
  type: 'response.output_text.delta'
  delta: string
  logprobs: EventLogprob[]
}
export const ResponseTextDeltaEvent: z.ZodType<ResponseTextDeltaEvent> = contentEvent<ResponseTextDeltaEvent>(
  'response.output_text.delta',
  { delta: string, logprobs: list(EventLogprob) },
)

export interface ResponseTextDoneEvent extends ContentEvent {
  type: 'response.output_text.done'
  text: string
  logprobs: EventLogprob[]
}
export const ResponseTextDoneEvent: z.ZodType<ResponseTextDoneEvent> = contentEvent<ResponseTextDoneEvent>(
  'response.output_text.done',
  { text: string, logprobs: list(EventLogprob) },
)

export interface ResponseOutputTextAnnotationAddedEvent extends ContentEvent {
  type: 'response.output_text.annotation.added'
  annotation_index: number
  annotation: ResponseAnnotation | null
}
export const ResponseOutputTextAnnotationAddedEvent: z.ZodType<ResponseOutputTextAnnotationAddedEvent> =
  contentEvent<ResponseOutputTextAnnotationAddedEvent>('response.output_text.annotation.added', {
    annotation_index: index,
    annotation: nullable(ResponseAnnotation),
  })

export interface ResponseRefusalDeltaEvent extends ContentEvent {
  type: 'response.refusal.delta'
  delta: string
}
export const ResponseRefusalDeltaEvent: z.ZodType<ResponseRefusalDeltaEvent> = contentEvent<ResponseRefusalDeltaEvent>(
  'response.refusal.delta',
  { delta: string },
)

export interface ResponseRefusalDoneEvent extends ContentEvent {
  type: 'response.refusal.done'
  refusal: string
}
export const ResponseRefusalDoneEvent: z.ZodType<ResponseRefusalDoneEvent> = contentEvent<ResponseRefusalDoneEvent>(
  'response.refusal.done',
  { refusal: string },
)
