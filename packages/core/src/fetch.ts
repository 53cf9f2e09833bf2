import { askedForResponses } from './dialects/detect.js'
import { createJsonBody } from './dialects/json/json-body.js'
import { expandableAs } from './dialects/json/reply-kind.js'
import { createNormalizer, type Normalizer } from './normalizer.js'
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

function normalizeBody(body: ReadableStream<Uint8Array>, options: NormalizerOptions): ReadableStream<Uint8Array> {
  const normalizer = createNormalizer(options)
  const reader = body.getReader()
  const opened = Date.now()
  let heard = opened
  let ended = false
  let reading: Promise<Uint8Array> | undefined
  const read = async (): Promise<Uint8Array> => {
    try {
      const { done, value } = await reader.read()
      heard = Date.now()
      ended = done
      if (!done && expired(options, opened)) return normalizer.fail(new Error('the stream was open for too long'))
      return done ? normalizer.end() : normalizer.push(value)
    } catch (error) {
      ended = true
      return normalizer.fail(error)
    }
  }
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        // One read is under way at a time; heartbeats leave while it goes on.
        reading ??= read()
        const bytes = await withDeadline(reading, deadline(options, opened, heard))
        if (bytes) reading = undefined
        const out = bytes ?? silence(normalizer, options, opened, heard)
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
      return reader.cancel(reason)
    },
  })
}

const interval = (options: NormalizerOptions): number =>
  options.heartbeat === false ? Number.POSITIVE_INFINITY : (options.heartbeat?.interval ?? 15_000)

/** Milliseconds until something has to be said although the upstream is silent. */
function deadline(options: NormalizerOptions, opened: number, heard: number): number {
  const now = Date.now()
  const idle = options.idleTimeout ? heard + options.idleTimeout - now : Number.POSITIVE_INFINITY
  const open = options.limits?.openMs ? opened + options.limits.openMs - now : Number.POSITIVE_INFINITY
  return Math.min(interval(options), idle, open)
}

const expired = (options: NormalizerOptions, opened: number): boolean =>
  options.limits?.openMs !== undefined && Date.now() - opened >= options.limits.openMs

/** What a silent upstream leads to: the end, where a limit has passed, else a heartbeat. */
function silence(normalizer: Normalizer, options: NormalizerOptions, opened: number, heard: number): Uint8Array {
  const now = Date.now()
  if (options.idleTimeout && now - heard >= options.idleTimeout)
    return normalizer.fail(new Error('the upstream was silent for too long'))
  if (expired(options, opened)) return normalizer.fail(new Error('the stream was open for too long'))
  return normalizer.heartbeat()
}

async function withDeadline(reading: Promise<Uint8Array>, milliseconds: number): Promise<Uint8Array | undefined> {
  if (milliseconds === Number.POSITIVE_INFINITY) return reading
  let timer: ReturnType<typeof setTimeout> | undefined
  const alarm = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, milliseconds), undefined)
  })
  try {
    return await Promise.race([reading, alarm])
  } finally {
    clearTimeout(timer)
  }
}
