import type { IncomingHttpHeaders } from 'node:http'
import type { Settings } from '../settings.js'

/** Reads a header by its lower-case name. */
export type HeaderReader = (name: string) => string | undefined

/** Request headers that mean something to a backend; all others stay here, hop-by-hop ones and cookies among them. */
const FORWARDED = [
  'authorization',
  'api-key',
  'x-api-key',
  'openai-organization',
  'openai-project',
  'openai-beta',
  'anthropic-version',
  'anthropic-beta',
  'traceparent',
  'tracestate',
] as const

const CREDENTIALS = ['authorization', 'api-key', 'x-api-key'] as const

/** The headers of a request to the backend. */
export function requestHeaders(read: HeaderReader, requestId: string, settings: Settings): Record<string, string> {
  const headers: Record<string, string> = { 'accept-encoding': 'identity', 'x-request-id': requestId }
  for (const name of [...FORWARDED, ...(settings.forwardHeaders ?? [])]) {
    const value = read(name.toLowerCase())
    if (value !== undefined) headers[name.toLowerCase()] = value
  }
  if (settings.apiKey !== undefined) {
    for (const name of CREDENTIALS) delete headers[name]
    headers['authorization'] = `Bearer ${settings.apiKey}`
  }
  for (const [name, value] of Object.entries(settings.headers ?? {})) headers[name.toLowerCase()] = value
  return headers
}

/** Anthropic takes its key in a header of its own. */
export function anthropicHeaders({ authorization, ...headers }: Record<string, string>): Record<string, string> {
  const [, key] = /^Bearer (.+)$/i.exec(authorization ?? '') ?? []
  return {
    'anthropic-version': '2023-06-01',
    ...(key === undefined ? {} : { 'x-api-key': key }),
    ...headers,
  }
}

/** Reply headers that a client acts on. */
const PASSED = /^(?:retry-after(?:-ms)?|x-should-retry|(?:x-|anthropic-)?ratelimit(?:-.*)?|openai-processing-ms)$/

/** The headers of a backend's reply that pass. */
export function passedHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const passed: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && PASSED.test(name)) passed[name] = String(value)
  return passed
}

/** The backend's own id of a request, for the log. */
export function upstreamRequestId(headers: IncomingHttpHeaders): string | undefined {
  const id = headers['x-request-id'] ?? headers['request-id']
  return typeof id === 'string' ? id.slice(0, 128) : undefined
}
