import type { EventLog, JsonObject } from '@strict-responses/core'
import { type ApiError, invalid } from '../errors/api-error.js'
import { filled } from '../json.js'
import type { BackendDialect } from '../options.js'
import type { Settings } from '../settings.js'

/** A request, and what the event log has to do with it. */
export interface Conversation {
  /** What the backend is asked. */
  readonly request: JsonObject
  /** What the client asked. */
  readonly asked: JsonObject
  /** What the log keeps of the request; `undefined` where nothing is kept. */
  readonly kept: JsonObject | undefined
  /** Whether a request without a stream is answered while the response is still being made. */
  readonly background: boolean
  /** Whether the response goes on when its client has left. */
  readonly continues: boolean
}

/** Finds out what a request refers to in the event log, and what has to be kept of it. */
export async function conversationOf(
  asked: JsonObject,
  { eventLog: log, onDisconnect }: Pick<Settings, 'eventLog' | 'onDisconnect'>,
  dialect: BackendDialect | undefined,
  mayRead: (id: string) => Promise<boolean>,
): Promise<Conversation> {
  if (!log) return { request: asked, asked, kept: undefined, background: false, continues: false }
  const stored = asked['store'] !== false
  const background = asked['background'] === true
  if (background && !stored) throw invalid('`background` needs `store`.', 'background')
  const earlier = await earlierItems(asked, log, dialect, mayRead)
  const { background: _, ...rest } = asked
  const { store: _stored, ...unstored } = rest
  const plain = stored ? unstored : rest
  const { previous_response_id: _previous, ...alone } = plain
  const request = earlier ? { ...alone, input: [...earlier, ...itemsOf(asked)] } : plain
  const continues = background || (stored && onDisconnect === 'continue')
  return { request, asked, kept: stored ? request : undefined, background, continues }
}

/** The conversation before `previous_response_id`, and what that response said; `undefined` where it is not in the log. */
async function earlierItems(
  asked: JsonObject,
  log: EventLog,
  dialect: BackendDialect | undefined,
  mayRead: (id: string) => Promise<boolean>,
): Promise<unknown[] | undefined> {
  const id = filled(asked['previous_response_id'])
  if (id === undefined) return undefined
  if (!(await mayRead(id))) throw refused(notFound(id))
  const logged = await log.get(id)
  if (logged?.request && logged.response) {
    const { output } = logged.response
    return [...itemsOf(logged.request), ...(Array.isArray(output) ? output : [])]
  }
  // A backend that speaks Responses may have kept it.
  if (!logged && (dialect ?? 'responses') === 'responses') return undefined
  throw refused(logged ? `The previous response '${id.slice(0, 128)}' has not ended yet.` : notFound(id))
}

const refused = (message: string): ApiError => invalid(message, 'previous_response_id', 'previous_response_not_found')

const notFound = (id: string): string => `Previous response with id '${id.slice(0, 128)}' not found.`

/** `input` as items, whatever form it has. */
function itemsOf({ input }: JsonObject): unknown[] {
  if (typeof input === 'string') return [{ type: 'message', role: 'user', content: input }]
  return Array.isArray(input) ? input : []
}
