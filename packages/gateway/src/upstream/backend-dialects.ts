import type { JsonObject } from '@strict-responses/core'
import type { BackendDialect } from '../options.js'
import { translateToAnthropic } from '../translate/anthropic/anthropic-request.js'
import { translateToChat } from '../translate/chat/chat-request.js'
import { type NamespacedTools, namespacedTools, withoutNamespaces } from '../translate/namespaces.js'
import type { Translate } from '../translate/translation.js'
import { anthropicHeaders } from './headers.js'

/** How to talk to a backend. */
export interface BackendRow {
  readonly path: string
  readonly translate: Translate
  readonly headers: (headers: Record<string, string>) => Record<string, string>
  /** The request as the normalizer reads it and the Response echoes it; what was not done is not claimed. */
  readonly echoed: (request: JsonObject, stored: boolean) => JsonObject
  /** The tools whose namespaces the backend does not have. */
  readonly namespaced: (request: JsonObject) => NamespacedTools
  /** The frames of a reply that came as one JSON object, although a stream was asked for. */
  readonly frames: (reply: JsonObject) => readonly JsonObject[]
}

const same = <T>(value: T): T => value
const NONE: NamespacedTools = new Map()

export const BACKENDS: Readonly<Record<BackendDialect, BackendRow>> = {
  responses: {
    path: '/responses',
    translate: (request) => ({ ...request, stream: true }),
    headers: same,
    echoed: same,
    namespaced: () => NONE,
    frames: (response) => [
      response['object'] === 'response' ? { type: `response.${String(response['status'])}`, response } : response,
    ],
  },
  'chat-completions': {
    path: '/chat/completions',
    translate: translateToChat,
    headers: same,
    echoed: (request, stored) => ({ ...withoutNamespaces(request), store: stored }),
    namespaced: namespacedTools,
    frames: (completion) => [completion],
  },
  'anthropic-messages': {
    path: '/messages',
    translate: translateToAnthropic,
    headers: anthropicHeaders,
    echoed: (request, stored) => ({ ...withoutNamespaces(request), store: stored }),
    namespaced: namespacedTools,
    frames: (message) =>
      message['type'] === 'message' ? [{ type: 'message_start', message }, { type: 'message_stop' }] : [message],
  },
}
