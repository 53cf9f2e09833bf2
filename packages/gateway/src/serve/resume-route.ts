import { cancelResponse, currentResponse, type EventLog, resumeStream } from '@strict-responses/core'
import { ApiError, invalid } from '../errors/api-error.js'
import { allowed, type ResponseAction } from './authorize.js'
import type { Call } from './call.js'
import { EVENT_STREAM } from './event-stream-headers.js'
import type { Exchange } from './exchange.js'
import type { GatewayParts } from './gateway-parts.js'
import type { Route } from './router.js'

/** `GET /v1/responses/{id}`: the Response as it stands, or with `stream=true` its events after `starting_after`. */
export const answerResume: Route = async (call, exchange, parts) => {
  const { log, id } = logged(call, parts)
  if (call.query.get('stream') !== 'true') {
    await authorized(call, parts, id, 'read')
    return found(exchange, id, await currentResponse(log, id, parts.settings))
  }
  // What is wrong with any id is said before it is asked whose this one is: an error must not tell that it is there.
  const after = startingAfter(call.query.get('starting_after'))
  await authorized(call, parts, id, 'resume')
  const known = await log.get(id)
  if (!known || known.first > after + 1) throw missing(id)
  const stop = new AbortController()
  exchange.onStop(() => stop.abort())
  const { onError } = parts.settings
  const bytes = resumeStream(log, id, { ...parts.settings, startingAfter: after, signal: stop.signal, onError })
  return exchange.reply(200, EVENT_STREAM, bytes)
}

/** `POST /v1/responses/{id}/cancel` */
export const answerCancel: Route = async (call, exchange, parts) => {
  const { log, id } = logged(call, parts)
  await authorized(call, parts, id, 'cancel')
  return found(exchange, id, await cancelResponse(log, id, parts.settings))
}

/** The paths of one response. */
export const RESPONSE: RegExp = /^(?:\/v1)?\/responses\/([\w.:-]{1,256})\/?$/
export const CANCEL: RegExp = /^(?:\/v1)?\/responses\/([\w.:-]{1,256})\/cancel\/?$/

function logged({ paths }: Call, { settings }: GatewayParts): { readonly log: EventLog; readonly id: string } {
  const [id = ''] = paths.flatMap((path) => (RESPONSE.exec(path) ?? CANCEL.exec(path))?.[1] ?? [])
  if (!settings.eventLog) throw new ApiError({ status: 404, message: 'This server keeps no responses.', param: 'id' })
  return { log: settings.eventLog, id }
}

async function authorized(call: Call, parts: GatewayParts, id: string, action: ResponseAction): Promise<void> {
  if (!(await allowed(parts.settings.authorize, call.request, id, action))) throw missing(id)
}

function found(exchange: Exchange, id: string, response: object | undefined): ReturnType<Exchange['json']> {
  if (!response) throw missing(id)
  return exchange.json(200, {}, response)
}

const missing = (id: string): ApiError =>
  new ApiError({ status: 404, message: `Response with id '${id}' not found.`, param: 'id' })

function startingAfter(text: string | null): number {
  if (text === null) return -1
  if (!/^\d{1,15}$/.test(text)) throw invalid('`starting_after` must be the number of an event.', 'starting_after')
  return Number(text)
}
