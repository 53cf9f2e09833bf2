import type { JsonObject } from '@strict-responses/core'
import type { BackendDialect } from '../options.js'
import type { Settings } from '../settings.js'
import type { Report } from '../translate/translation.js'
import type { Backend, BackendReply } from './backend.js'
import { BACKENDS } from './backend-dialects.js'
import { ABSENT, type DialectMemory, verdictOf } from './dialect-memory.js'
import { errorReply } from './error-reply.js'

/** A reply with a success status, and what it speaks. */
export interface Answer {
  readonly dialect: BackendDialect
  readonly reply: BackendReply
}

/** What asking takes. */
export interface Asking {
  readonly backend: Backend
  readonly memory: DialectMemory
  readonly settings: Settings
  readonly request: JsonObject
  readonly headers: Record<string, string>
  readonly report: Report
  readonly signal: AbortSignal
}

/**
 * Sends a Responses request to the backend in its own dialect.
 *
 * Under `auto` the first request goes to `/responses`: where that does not exist, this one and all others go to
 * `/chat/completions`.
 *
 * @throws ApiError where the backend cannot do what is asked, or answers with an error.
 */
export async function askBackend(asking: Asking): Promise<Answer> {
  const { memory } = asking
  while (!memory.known) {
    const answer = await memory.ask(() => discover(asking))
    if (answer) return answer
  }
  return send(asking, memory.known)
}

async function discover(asking: Asking): Promise<Answer> {
  const { memory, request } = asking
  const reply = await post(asking, 'responses')
  const error = isSuccess(reply) ? undefined : await errorReply(reply)
  const verdict = verdictOf(reply.status, error, request)
  memory.known = verdict
  if (!error) return { dialect: 'responses', reply }
  if (verdict !== 'chat-completions') throw error
  const chat = await post(asking, 'chat-completions')
  if (isSuccess(chat)) return { dialect: 'chat-completions', reply: chat }
  // Neither path is there: the address is wrong, or the server is not up yet.
  if (ABSENT.has(chat.status)) memory.known = undefined
  throw await errorReply(chat)
}

async function send(asking: Asking, dialect: BackendDialect): Promise<Answer> {
  const reply = await post(asking, dialect)
  if (isSuccess(reply)) return { dialect, reply }
  throw await errorReply(reply)
}

function post(
  { backend, settings, request, headers, report, signal }: Asking,
  dialect: BackendDialect,
): Promise<BackendReply> {
  const { path, translate, headers: adapt } = BACKENDS[dialect]
  const body = JSON.stringify(translate(request, { options: settings, report }))
  const own = { ...adapt(headers), 'content-type': 'application/json', accept: 'text/event-stream' }
  return backend.send({ method: 'POST', path, headers: own, body, signal })
}

const isSuccess = ({ status }: BackendReply): boolean => status >= 200 && status < 300
