import { tell } from './callbacks.js'
import { clientClosed } from './client-closed.js'
import { askedForResponses } from './dialects/detect.js'
import { createJsonBody } from './dialects/json/json-body.js'
import { expandableAs } from './dialects/json/reply-kind.js'
import { type Due, FetchClock } from './fetch-clock.js'
import { intervalsOf } from './intervals.js'
import { createNormalizer } from './normalizer.js'
import type { NormalizerOptions } from './options.js'

const EVENT_STREAM = /^\s*text\/event-stream\s*(?:;|$)/i
const NO_TRANSFORM = /(?:^|,)\s*no-transform\s*(?:,|$)/i
/** They describe bytes that no longer leave. */
const STALE = [
  'content-length',
  'content-encoding',
  'etag',
  'last-modified',
  'accept-ranges',
  'content-md5',
  'digest',
  'content-digest',
]

/**
 * Makes a fetch-style Response strict; one that is no event stream, or has no success status, is returned as it is. With
 * `expandJson`, JSON that answers `stream: true` in `request` becomes a stream, a failed one where it is no response.
 *
 * An upstream that breaks becomes a strict failed stream, and a client that leaves cancels the upstream. While the
 * upstream is silent, heartbeats leave and `idleTimeout` and `limits.openMs` are kept.
 *
 * @param response The route's reply.
 * @param options See `NormalizerOptions`.
 * @example
 * app.post('/v1/responses', async (c) => normalizeResponse(await fetch(upstream, { method: 'POST', body: await c.req.text() })))
 */
export function normalizeResponse(response: Response, options: NormalizerOptions = {}): Response {
  const { body, status } = response
  const eligible = status >= 200 && status < 300 && status !== 206
  const type = response.headers.get('content-type') ?? ''
  const kind = EVENT_STREAM.test(type) ? 'stream' : askedForResponses(options) && expandableAs(type, options)
  if (!body || !eligible || !kind) return response
  const headers = new Headers(response.headers)
  for (const name of STALE) headers.delete(name)
  headers.set('content-type', 'text/event-stream; charset=utf-8')
  const cache = headers.get('cache-control')
  if (!cache) headers.set('cache-control', 'no-cache, no-transform')
  else if (!NO_TRANSFORM.test(cache)) headers.set('cache-control', `${cache}, no-transform`)
  if (!headers.has('x-accel-buffering')) headers.set('x-accel-buffering', 'no')
  const strict =
    kind === 'json'
      ? normalizeBody(body.pipeThrough(createJsonBody(options)), { ...options, dialect: dialectOfJson(options) })
      : normalizeBody(body, options)
  return new Response(strict, { status, statusText: response.statusText, headers })
}

/** JSON is never plain text. */
const dialectOfJson = ({ dialect }: NormalizerOptions): NormalizerOptions['dialect'] =>
  dialect === 'text' ? 'auto' : dialect

/** The repair that a passed limit is, and what the client is told. */
const STOPS = {
  idle: {
    code: 'limits/idle-timeout',
    message: 'nothing came from the upstream for idleTimeout',
    told: 'The response was stopped: nothing came from the model for too long.',
  },
  open: {
    code: 'limits/open-ms',
    message: 'the stream was open for longer than the limit',
    told: 'The response was stopped: it went beyond a limit.',
  },
}
const NOTHING = new Uint8Array()

function normalizeBody(body: ReadableStream<Uint8Array>, options: NormalizerOptions): ReadableStream<Uint8Array> {
  const normalizer = createNormalizer(options)
  const clock = new FetchClock(intervalsOf(options))
  const reader = body.getReader()
  let ended = false
  let reading: Promise<Uint8Array> | undefined
  const stop = (due: keyof typeof STOPS): Uint8Array => {
    const { code, message, told } = STOPS[due]
    tell(options, 'onRepair', { code, message, sequenceNumber: normalizer.lastSequenceNumber + 1 })
    return normalizer.fail(Object.assign(new Error(told), { expose: true }))
  }
  const read = async (): Promise<Uint8Array> => {
    try {
      const { done, value } = await reader.read()
      clock.heard()
      ended = done
      if (!done && clock.due === 'open') return stop('open')
      return done ? normalizer.end() : normalizer.push(value)
    } catch (error) {
      ended = true
      return normalizer.fail(error)
    }
  }
  /** What a silent upstream leads to: the end, where a limit has passed, else a heartbeat. */
  const silence = (due: Due | undefined): Uint8Array => {
    if (due !== 'heartbeat') return due ? stop(due) : NOTHING
    clock.beat()
    return normalizer.heartbeat()
  }
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      clock.pulled(reading !== undefined)
      for (;;) {
        // One read is under way at a time; heartbeats leave while it goes on.
        reading ??= read()
        const bytes = await clock.within(reading)
        if (bytes) reading = undefined
        const out = bytes ?? silence(clock.due)
        if (out.length > 0) controller.enqueue(out)
        if (normalizer.state === 'done' || ended) {
          controller.close()
          // The upstream may still be sending: nobody listens any more.
          if (!ended) await reader.cancel()
          return
        }
        if (out.length > 0) return
      }
    },
    cancel(reason) {
      normalizer.fail(clientClosed())
      return reader.cancel(reason)
    },
  })
}
