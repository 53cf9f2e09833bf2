/** A refusal in OpenAI's form. */
export interface ResumeError {
  readonly status: number
  readonly body: {
    readonly error: {
      readonly message: string
      readonly type: string
      readonly param: string | null
      readonly code: string | null
    }
  }
}

const LONGEST_ID = 100

/** No such response, or one that the client may not see: the same, so that nobody learns which. */
export function notFound(id: string): ResumeError {
  return refusal(404, `Response with id '${id.slice(0, LONGEST_ID)}' not found.`, null, null)
}

/** The events that were asked for are no longer kept. */
export function expired(id: string): ResumeError {
  return refusal(
    410,
    `Response with id '${id.slice(0, LONGEST_ID)}' can no longer be streamed.`,
    null,
    'response_expired',
  )
}

export function badStartingAfter(reason: string): ResumeError {
  return refusal(400, `Invalid 'starting_after': ${reason}.`, 'starting_after', 'invalid_value')
}

/** The log does not answer. */
export function unavailable(): ResumeError {
  const error = {
    message: 'The response cannot be read for now.',
    type: 'server_error',
    param: null,
    code: 'server_error',
  }
  return { status: 503, body: { error } }
}

function refusal(status: number, message: string, param: string | null, code: string | null): ResumeError {
  return { status, body: { error: { message, type: 'invalid_request_error', param, code } } }
}
