import type { ApiError } from '../errors/api-error.js'
import { upstreamError } from '../errors/upstream-error.js'
import { parseJson } from '../json.js'
import type { BackendReply } from './backend.js'
import { passedHeaders } from './headers.js'
import { readWhole } from './read-whole.js'

/** No error that helps anybody is longer. */
const LIMIT = 64 * 1024

/** The error that a reply without a success status holds: status and `Retry-After` kept, the rest made safe. */
export async function errorReply(reply: BackendReply): Promise<ApiError> {
  const { text } = await readWhole(reply.body, LIMIT)
  // An address to go to is none of the client's business.
  const status = reply.status >= 400 && reply.status <= 599 ? reply.status : 502
  return upstreamError(parseJson(text) ?? text, status, passedHeaders(reply.headers))
}
