import { ApiError } from '../errors/api-error.js'
import { isObject, parseJson } from '../json.js'
import { BACKENDS } from '../upstream/backend-dialects.js'
import { errorReply } from '../upstream/error-reply.js'
import { passedHeaders, requestHeaders } from '../upstream/headers.js'
import { readWhole } from '../upstream/read-whole.js'
import type { Route } from './router.js'

/** No list of models is longer. */
const LIMIT = 8 * 1024 * 1024
const PATIENCE_MS = 30_000

/** `GET /v1/models`: the backend's own list. */
export const answerModels: Route = async (call, exchange, { settings, backend, memory }) => {
  const { headers: adapt } = BACKENDS[memory.known ?? 'responses']
  const headers = adapt(requestHeaders(call.header, exchange.requestId, settings))
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(PATIENCE_MS)])
  const reply = await backend.send({ method: 'GET', path: '/models', headers, signal })
  if (reply.status < 200 || reply.status > 299) throw await errorReply(reply)
  const { text, cut } = await readWhole(reply.body, LIMIT)
  if (cut || !isObject(parseJson(text)))
    throw new ApiError({ status: 502, message: 'The upstream sent no list of models.', code: 'upstream_error' })
  return exchange.reply(200, { ...passedHeaders(reply.headers), 'content-type': 'application/json' }, text)
}
