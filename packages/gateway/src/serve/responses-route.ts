import { ApiError } from '../errors/api-error.js'
import { conversationOf } from '../request/conversation.js'
import { requireJson } from '../request/read-body.js'
import { responsesRequest } from '../request/responses-request.js'
import { commitGate } from '../stream/commit-gate.js'
import { outliving } from '../stream/outliving.js'
import { ResponseStream } from '../stream/response-stream.js'
import { passedHeaders, requestHeaders } from '../upstream/headers.js'
import { allowed } from './authorize.js'
import { EVENT_STREAM } from './event-stream-headers.js'
import type { Exchange } from './exchange.js'
import type { Route } from './router.js'

/** `POST /v1/responses` */
export const answerResponses: Route = async (call, exchange, { settings, backend, memory, open }) => {
  requireJson(call.header('content-type'), call.header('content-encoding'))
  const asked = responsesRequest(await call.body(settings.bodyLimit))
  if (open.draining) throw shuttingDown()
  const headers = requestHeaders(call.header, exchange.requestId, settings)
  const mayRead = (id: string): Promise<boolean> => allowed(settings.authorize, call.request, id, 'read')
  const conversation = await conversationOf(asked, settings, memory.known, mayRead)
  const { background, continues } = conversation
  const stream = new ResponseStream({ settings, backend, memory, ...conversation, headers })
  exchange.stream = stream
  exchange.model = asked['model']
  stream.signal.addEventListener('abort', () => cutSoon(stream, exchange), { once: true })
  if (call.signal.aborted) stream.stop('client_closed')
  const passed = (): Record<string, string> => (stream.answer ? passedHeaders(stream.answer.reply.headers) : {})
  if (asked['stream'] === true) {
    const body = await commitGate(stream, settings.commitAfter)
    return exchange.reply(200, { ...passed(), ...EVENT_STREAM }, continues ? outliving(body, stream, open) : body)
  }
  if (background) {
    await outliving(await commitGate(stream, Number.POSITIVE_INFINITY), stream, open).return()
    return exchange.json(200, passed(), stream.normalizer?.response())
  }
  for await (const _ of stream.bytes());
  if (stream.normalizer?.outcome === 'failed') throw stream.failure()
  return exchange.json(200, passed(), stream.normalizer?.response())
}

/** How long a client may take to read the end of a response that was stopped. */
const READING_MS = 1000

function cutSoon(stream: ResponseStream, exchange: Exchange): void {
  if (stream.stopped !== undefined && stream.stopped !== 'client_closed')
    setTimeout(() => exchange.cut(), READING_MS).unref()
}

const shuttingDown = (): ApiError =>
  new ApiError({
    status: 503,
    message: 'The server is shutting down.',
    code: 'drain',
    headers: { 'retry-after': '1', connection: 'close' },
  })
