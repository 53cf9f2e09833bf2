import type { z } from 'zod'
import { ResponseContentPart } from '../output-parts.js'
import { type ContentEvent, contentEvent } from './event.js'

export interface ResponseContentPartAddedEvent extends ContentEvent {
  type: 'response.content_part.added'
  part: ResponseContentPart
}
export const ResponseContentPartAddedEvent: z.ZodType<ResponseContentPartAddedEvent> =
  contentEvent<ResponseContentPartAddedEvent>('response.content_part.added', { part: ResponseContentPart })

export interface ResponseContentPartDoneEvent extends ContentEvent {
  type: 'response.content_part.done'
  part: ResponseContentPart
}
export const ResponseContentPartDoneEvent: z.ZodType<ResponseContentPartDoneEvent> =
  contentEvent<ResponseContentPartDoneEvent>('response.content_part.done', { part: ResponseContentPart })
