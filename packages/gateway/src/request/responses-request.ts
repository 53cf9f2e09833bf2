import type { JsonObject } from '@strict-responses/core'
import { ApiError, invalid } from '../errors/api-error.js'
import { filled, isObject } from '../json.js'

/** Where the input comes from when `input` does not say it. */
const ELSEWHERE = ['prompt', 'conversation', 'previous_response_id'] as const

/** Checks what every backend needs of a Responses request; throws an ApiError that names the field. */
export function responsesRequest(body: unknown): JsonObject {
  if (!isObject(body)) throw new ApiError({ status: 400, message: 'The request body must be a JSON object.' })
  const { model, input, stream } = body
  if (filled(model) === undefined && !isObject(body['prompt'])) throw missing('model')
  if (input === undefined || input === null) {
    if (ELSEWHERE.every((field) => body[field] === undefined || body[field] === null)) throw missing('input')
  } else if (typeof input !== 'string' && !Array.isArray(input))
    throw invalid('`input` must be a string or an array of items.', 'input')
  if (stream !== undefined && stream !== null && typeof stream !== 'boolean')
    throw invalid('`stream` must be a boolean.', 'stream')
  return body
}

const missing = (param: string): ApiError =>
  new ApiError({
    status: 400,
    message: `Missing required parameter: '${param}'.`,
    code: 'missing_required_parameter',
    param,
  })
