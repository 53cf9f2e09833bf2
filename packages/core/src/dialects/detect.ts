import { requestBody } from '../callbacks.js'
import { isObject } from '../json.js'
import type { NormalizerOptions } from '../options.js'
import { KEEPALIVES } from '../protocol/aliases.js'
import type { KnownDialect } from './dialect.js'
import { isBareError, RESPONSES } from './responses.js'

/** What one frame says about the stream: its dialect, that it is none of ours, or nothing. */
export type Verdict = KnownDialect | 'foreign' | undefined

/** Judges a frame under `dialect: 'auto'`. Keepalives, pings, `{}` and `[DONE]` say nothing, but for one with an error. */
export function detect(
  value: unknown,
  event: string | undefined,
  options: NormalizerOptions,
  dialects: readonly KnownDialect[],
): Verdict {
  const isError = isBareError(value, event)
  if (isObject(value) && !isError) {
    const type = value['type']
    const silent = Object.keys(value).length === 0 && !event?.startsWith('response.')
    if (typeof type === 'string' ? KEEPALIVES.has(type) : silent || KEEPALIVES.has(event ?? '')) return undefined
  }
  // Anthropic's error event is a bare error as well: whoever speaks Anthropic has said message_start before it.
  if (isError) return RESPONSES
  const dialect = dialects.find(({ decides }) => decides?.(value, event, options))
  return dialect === undefined || (dialect !== RESPONSES && askedForOther(options)) ? 'foreign' : dialect
}

/** Whether the client asked for Chat Completions or Anthropic Messages itself. */
export function askedForOther(options: NormalizerOptions): boolean {
  if (/\/(?:chat\/completions|completions|messages)\/?$/.test(pathOf(options))) return true
  return Object.hasOwn(requestBody(options) ?? {}, 'messages')
}

/** Whether the client asked for a Responses stream: then an empty reply is a failed response. */
export function askedForResponses(options: NormalizerOptions): boolean {
  if (options.dialect !== undefined && options.dialect !== 'auto') return true
  if (/\/responses\/?$/.test(pathOf(options))) return true
  return requestBody(options)?.['stream'] === true && !askedForOther(options)
}

const pathOf = (options: NormalizerOptions): string => (options.path ?? '').replace(/[?#].*$/, '')
