import { ApiError } from '../errors/api-error.js'
import { apiErrorOf } from '../errors/api-error-of.js'
import { requestIdOf } from '../request/request-id.js'
import type { Call, Reply } from './call.js'
import { Exchange } from './exchange.js'
import type { GatewayParts } from './gateway-parts.js'
import { answerHealth } from './health-route.js'
import { answerModels } from './models-route.js'
import { answerResponses } from './responses-route.js'
import { answerCancel, answerResume, CANCEL, RESPONSE } from './resume-route.js'

/** Answers a request; throws an ApiError for what cannot be answered. */
export type Route = (call: Call, exchange: Exchange, parts: GatewayParts) => Promise<Reply>

interface Row {
  readonly path: RegExp
  readonly methods: readonly string[]
  readonly answer: Route
}

const ROUTES: readonly Row[] = [
  { path: /^(?:\/v1)?\/responses\/?$/, methods: ['POST'], answer: answerResponses },
  { path: RESPONSE, methods: ['GET'], answer: answerResume },
  { path: CANCEL, methods: ['POST'], answer: answerCancel },
  { path: /^(?:\/v1)?\/models\/?$/, methods: ['GET'], answer: answerModels },
  { path: /^\/healthz\/?$/, methods: ['GET', 'HEAD'], answer: answerHealth },
]

/** Answers any request; never throws: what cannot be answered is an error in OpenAI's form. */
export async function route(call: Call, parts: GatewayParts): Promise<Reply> {
  const exchange = new Exchange(requestIdOf(call.header('x-request-id')), call, parts)
  try {
    const row = ROUTES.find(({ path }) => call.paths.some((one) => path.test(one)))
    if (!row) throw new ApiError({ status: 404, message: 'There is nothing at this path.', code: 'unknown_url' })
    if (!row.methods.includes(call.method)) throw wrongMethod(row.methods)
    return await row.answer(call, exchange, parts)
  } catch (error) {
    return exchange.fail(apiErrorOf(call.signal.aborted ? call.signal.reason : error))
  }
}

const wrongMethod = (methods: readonly string[]): ApiError =>
  new ApiError({
    status: 405,
    message: `This path takes ${methods.join(', ')}.`,
    code: 'method_not_allowed',
    headers: { allow: methods.join(', ') },
  })
