import type { z } from 'zod'
import { ErrorPayload } from '../error.js'
import { nullable, string } from '../scalars.js'
import { type Numbered, numberedEvent } from './event.js'

/** An error, flat as the schema has it; `error` is the nested form that servers send. */
export interface ResponseErrorEvent extends Numbered {
  type: 'error'
  code: string | null
  message: string
  param: string | null
  error?: ErrorPayload
}
export const ResponseErrorEvent: z.ZodType<ResponseErrorEvent> = numberedEvent<ResponseErrorEvent>(
  'error',
  { code: nullable(string), message: string, param: nullable(string) },
  { error: ErrorPayload },
)
