import { asText, isObject, type JsonObject } from '../json.js'
import type { NormalizerOptions } from '../options.js'
import { ALIASES, KEEPALIVES } from '../protocol/aliases.js'
import { EVENTS } from '../protocol/events.js'
import type { CreateDialect, DialectReader, Draft, DraftSink, KnownDialect } from './dialect.js'
import { isBareResponse, isWholeResponse, responseDrafts } from './json/whole-reply.js'

/** Whether a frame is a Responses event: by its type, or by the `event:` field of one without a type. */
export function isResponsesEvent(value: unknown, event: string | undefined): boolean {
  if (!isObject(value)) return false
  const type = typeof value['type'] === 'string' ? value['type'] : event
  return type !== undefined && (type.startsWith('response.') || Object.hasOwn(ALIASES, type)) && !KEEPALIVES.has(type)
}

/** Whether a frame reports an error in a shape that no dialect owns: `{"error": …}`, `{"type": "error", …}`, `error: …`. */
export function isBareError(value: unknown, event: string | undefined): boolean {
  if (typeof value === 'string') return event === 'error'
  if (!isObject(value)) return false
  if (value['type'] === 'error' || value['object'] === 'error') return true
  // An `error:` line is an error, whatever type its body names.
  if (event === 'error' && !(typeof value['type'] === 'string' && value['type'].startsWith('response.'))) return true
  return isErrorValue(value['error']) && value['choices'] === undefined
}

const isErrorValue = (error: unknown): boolean =>
  typeof error === 'string' ? error !== '' : isObject(error) && Object.keys(error).length > 0

/**
 * The Responses dialect: what comes in is what goes on, under its standard name.
 *
 * | upstream | draft |
 * |---|---|
 * | an event of the protocol | the same |
 * | an alias (`response.done`, `response.reasoning_part.added`, …) | the event that it stands for |
 * | a frame without `type` | the type of its `event:` field; a bare Response object is wrapped |
 * | with `expandJson`: a bare Response object without an `event:` | `response.created`, then the event of its status with all its output |
 * | `{"error": …}`, `{"type":"error", …}`, `error: …` | an error |
 * | `keepalive`, `ping`, `{}` | nothing, or `keepalive` where that style of heartbeat is chosen |
 * | anything else | dropped and reported |
 */
export const createResponses: CreateDialect = (sink: DraftSink, options: NormalizerOptions): DialectReader => {
  const heartbeat = options.heartbeat ? options.heartbeat.style : undefined
  return {
    json(data, event) {
      // Before errors: a Response that failed has one.
      if (options.expandJson && event === undefined && isBareResponse(data)) {
        for (const draft of responseDrafts(data)) sink.draft(draft)
        return
      }
      if (isBareError(data, event) && !(isObject(data) && isKnown(data['type']))) return sink.error(data)
      if (!isObject(data))
        return sink.report('framing/not-an-object', 'a frame whose data is no JSON object was dropped')
      const named = typed(data, event)
      const type = named?.['type']
      if (!named || typeof type !== 'string') {
        if (Object.keys(data).length > 0) sink.report('event/untyped', 'a frame without a type was dropped')
        return
      }
      if (KEEPALIVES.has(type)) {
        if (type === 'keepalive' && heartbeat === 'keepalive') sink.keepalive()
        return
      }
      if (type === 'error') return sink.error(data)
      sink.draft(named as Draft)
    },
    done() {},
    end() {},
  }
}

/** What a normalizer reads at least. */
export const RESPONSES: KnownDialect = {
  name: 'responses',
  create: createResponses,
  decides: (value, event, { expandJson }) =>
    isResponsesEvent(value, event) || (expandJson === true && isWholeResponse(value)),
}

const isKnown = (type: unknown): boolean =>
  typeof type === 'string' &&
  type !== 'error' &&
  (Object.hasOwn(EVENTS, type) || (ALIASES[type] !== undefined && ALIASES[type] !== 'error'))

/** The event under its standard name; the `event:` field names one that does not name itself. */
function typed(data: JsonObject, event: string | undefined): JsonObject | undefined {
  const own = asText(data['type'])
  if (own === '') {
    if (event === undefined) return undefined
    const type = Object.hasOwn(ALIASES, event) ? ALIASES[event] : event
    return data['object'] === 'response' ? { type, response: data } : { ...data, type }
  }
  if (!Object.hasOwn(ALIASES, own)) return data
  const response = own.includes('cancel') && !isObject(data['response']) ? { response: {} } : {}
  return { ...data, ...response, type: ALIASES[own] }
}
