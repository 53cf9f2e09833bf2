import type { IncomingMessage } from 'node:http'
import type { JsonObject, NormalizerOptions } from '@strict-responses/core'
import type { ServerRequest } from './http-types.js'

/** What the normalizer wants to know of the request, where the options do not say it. */
export function requestOptions(
  req: IncomingMessage,
  options: NormalizerOptions,
): Pick<NormalizerOptions, 'request' | 'path' | 'resume'> {
  const [path = '', query = ''] = urlOf(req).split('?', 2)
  return {
    request: options.request ?? (() => parsedBody(req)),
    path: options.path ?? path,
    resume: options.resume ?? (req.method === 'GET' ? resumePoint(query) : undefined),
  }
}

/** Routers rewrite `url` below a mount point and keep the whole in `originalUrl`. */
export function urlOf(req: ServerRequest): string {
  const original: unknown = Reflect.get(req, 'originalUrl')
  return typeof original === 'string' ? original : (req.url ?? '')
}

/** The body as a parser left it on the request, which may be Node's or the framework's own. */
export function parsedBody(request: object): JsonObject | undefined {
  const body: unknown = Reflect.get(request, 'body')
  return isJsonObject(body) ? body : undefined
}

function isJsonObject(body: unknown): body is JsonObject {
  return typeof body === 'object' && body !== null && !Array.isArray(body)
}

/** `GET /responses/{id}?stream=true&starting_after=N` resumes a stream after event N. */
function resumePoint(query: string): { readonly startingAfter: number } | undefined {
  const startingAfter = new URLSearchParams(query).get('starting_after')
  return startingAfter !== null && /^\d{1,15}$/.test(startingAfter)
    ? { startingAfter: Number(startingAfter) }
    : undefined
}
