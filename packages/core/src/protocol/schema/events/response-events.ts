import type { z } from 'zod'
import { Response } from '../response.js'
import { type Numbered, numberedEvent } from './event.js'

export interface ResponseCreatedEvent extends Numbered {
  type: 'response.created'
  response: Response
}
export const ResponseCreatedEvent: z.ZodType<ResponseCreatedEvent> = numberedEvent<ResponseCreatedEvent>(
  'response.created',
  { response: Response },
)

export interface ResponseQueuedEvent extends Numbered {
  type: 'response.queued'
  response: Response
}
export const ResponseQueuedEvent: z.ZodType<ResponseQueuedEvent> = numberedEvent<ResponseQueuedEvent>(
  'response.queued',
  { response: Response },
)

export interface ResponseInProgressEvent extends Numbered {
  type: 'response.in_progress'
  response: Response
}
export const ResponseInProgressEvent: z.ZodType<ResponseInProgressEvent> = numberedEvent<ResponseInProgressEvent>(
  'response.in_progress',
  { response: Response },
)

export interface ResponseCompletedEvent extends Numbered {
  type: 'response.completed'
  response: Response
}
export const ResponseCompletedEvent: z.ZodType<ResponseCompletedEvent> = numberedEvent<ResponseCompletedEvent>(
  'response.completed',
  { response: Response },
)

export interface ResponseIncompleteEvent extends Numbered {
  type: 'response.incomplete'
  response: Response
}
export const ResponseIncompleteEvent: z.ZodType<ResponseIncompleteEvent> = numberedEvent<ResponseIncompleteEvent>(
  'response.incomplete',
  { response: Response },
)

export interface ResponseFailedEvent extends Numbered {
  type: 'response.failed'
  response: Response
}
export const ResponseFailedEvent: z.ZodType<ResponseFailedEvent> = numberedEvent<ResponseFailedEvent>(
  'response.failed',
  { response: Response },
)
