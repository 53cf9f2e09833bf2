import type { z } from 'zod'
import { ResponseAnnotation } from './annotations.js'
import { Logprob } from './logprobs.js'
import { object } from './object.js'
import { list, literal, string } from './scalars.js'
import { tagged } from './tagged.js'

export interface ResponseOutputText {
  type: 'output_text'
  text: string
  annotations: ResponseAnnotation[]
  logprobs: Logprob[]
}
export const ResponseOutputText: z.ZodType<ResponseOutputText> = object<ResponseOutputText>(
  { type: literal('output_text'), text: string, annotations: list(ResponseAnnotation), logprobs: list(Logprob) },
  {},
)

export interface ResponseOutputRefusal {
  type: 'refusal'
  refusal: string
}
export const ResponseOutputRefusal: z.ZodType<ResponseOutputRefusal> = object<ResponseOutputRefusal>(
  { type: literal('refusal'), refusal: string },
  {},
)

export interface ResponseReasoningText {
  type: 'reasoning_text'
  text: string
}
export const ResponseReasoningText: z.ZodType<ResponseReasoningText> = object<ResponseReasoningText>(
  { type: literal('reasoning_text'), text: string },
  {},
)

export interface ResponseSummaryText {
  type: 'summary_text'
  text: string
}
export const ResponseSummaryText: z.ZodType<ResponseSummaryText> = object<ResponseSummaryText>(
  { type: literal('summary_text'), text: string },
  {},
)

/** A part of a message. */
export type ResponseMessageContent = ResponseOutputText | ResponseOutputRefusal
export const ResponseMessageContent: z.ZodType<ResponseMessageContent> = tagged<ResponseMessageContent>({
  output_text: ResponseOutputText,
  refusal: ResponseOutputRefusal,
})

/** A part that `response.content_part.added` and `.done` announce. */
export type ResponseContentPart = ResponseMessageContent | ResponseReasoningText
export const ResponseContentPart: z.ZodType<ResponseContentPart> = tagged<ResponseContentPart>({
  output_text: ResponseOutputText,
  refusal: ResponseOutputRefusal,
  reasoning_text: ResponseReasoningText,
})
