import type { z } from 'zod'
import type { ResponseErrorCode } from '../codes.js'
import { object } from './object.js'
import { nullable, string } from './scalars.js'

/** Why a response failed. Whether the code is on the allowlist is `isResponseErrorCode`'s to say. */
export interface ResponseError {
  code: ResponseErrorCode | (string & {})
  message: string
}
export const ResponseError: z.ZodType<ResponseError> = object<ResponseError>({ code: string, message: string }, {})

/** The nested half of an `error` event. */
export interface ErrorPayload {
  type: string
  code: string | null
  message: string
  param: string | null
}
export const ErrorPayload: z.ZodType<ErrorPayload> = object<ErrorPayload>(
  { type: string, code: nullable(string), message: string, param: nullable(string) },
  {},
)
