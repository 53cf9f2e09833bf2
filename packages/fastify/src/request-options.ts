import { parsedBody, type StrictResponsesOptions } from '@strict-responses/node'

/** The options of one request: its body, once it is parsed, is what the client asked for, unless they say otherwise. */
export function requestOptions(request: object, options: StrictResponsesOptions = {}): StrictResponsesOptions {
  return { ...options, request: options.request ?? (() => parsedBody(request)) }
}
