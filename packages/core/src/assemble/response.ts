import { requestBody } from '../callbacks.js'
import { assign, asText, copyOf, type JsonObject } from '../json.js'
import { completeResponse } from '../protocol/shape/response.js'
import type { Report } from '../repair.js'
import type { Assembly } from './assembly.js'
import { writeText } from './item-text.js'
import type { ItemState } from './state.js'

/** Ids that some servers put into `response.id` although they name something else. */
const FOREIGN_ID = /^(?:chatcmpl-|cmpl-|msg_)/

/** Fixes what the first Response object says about itself: id, time, and the fields that later ones may leave out. */
export function identify(assembly: Assembly, said: JsonObject): void {
  const { identity } = assembly
  const id = asText(said['id'])
  if (identity.id === undefined && id !== '') {
    if (FOREIGN_ID.test(id)) assembly.upstreamId(id)
    else identity.id = id
  }
  identity.id ??= assembly.makeId('resp')
  const created = said['created_at'] ?? said['created']
  const seconds = typeof created === 'number' ? Math.trunc(created) : Number.NaN
  if (identity.createdAt === undefined && Number.isSafeInteger(seconds) && seconds >= 0) identity.createdAt = seconds
  identity.createdAt ??= Math.floor(assembly.now() / 1000)
}

/** The status of a Response object and the fields that go with it. */
export interface ResponseFields {
  readonly status: string
  readonly output: readonly unknown[]
  readonly error: JsonObject | null
  readonly incomplete_details: unknown
}

/** A complete Response object: what the upstream said, what earlier ones and the request said, neutral values. */
export function buildResponse(assembly: Assembly, said: JsonObject, fields: ResponseFields): JsonObject {
  const { identity } = assembly
  identify(assembly, said)
  // Most Response objects lack nothing, and ask for none of it.
  let request: JsonObject | undefined
  const asked = (name: string): unknown => {
    if (Object.hasOwn(identity.response, name)) return identity.response[name]
    request ??= requestBody(assembly.options) ?? {}
    return Object.hasOwn(request, name) ? request[name] : undefined
  }
  // Nothing said is all that was said before.
  const draft = copyOf(isEmpty(said) ? identity.response : said)
  Object.assign(draft, fields, { id: identity.id })
  if (Object.hasOwn(said, 'created_at')) draft['created_at'] = identity.createdAt
  const ended = fields.status !== 'in_progress' && fields.status !== 'queued'
  if (!ended) {
    if (Object.hasOwn(said, 'usage')) draft['usage'] = null
    if (Object.hasOwn(said, 'completed_at')) draft['completed_at'] = null
  }
  const repeated = isEmpty(said) && !isEmpty(identity.response) && fields.error === null && !fields.incomplete_details
  const complete = repeated
    ? draft
    : completeResponse(draft, {
        profile: assembly.profile,
        // A Response that nobody sent is no repair of its thirty fields.
        report: isEmpty(said) ? silent : assembly.report,
        asked,
        id: identity.id as string,
        createdAt: identity.createdAt as number,
        model: asText(said['model']) || asText(asked('model')) || 'unknown',
        status: fields.status,
      })
  if (isEmpty(identity.response)) identity.response = complete
  // What has been sent may change: a fresh object of thirty keys costs more than all the rest of the event.
  else if (!ended && !isEmpty(said)) assign(identity.response, complete)
  if (fields.status === 'completed' && complete['completed_at'] === null && !Object.hasOwn(said, 'completed_at')) {
    return { ...complete, completed_at: Math.floor(assembly.now() / 1000) }
  }
  return complete
}

const silent: Report = () => {}

const isEmpty = (object: JsonObject): boolean => Object.keys(object).length === 0

/** The output so far: items as they left, open ones with their text. */
export function outputOf(assembly: Assembly): JsonObject[] {
  return assembly.opened.filter((item) => item !== undefined).map(snapshot)
}

function snapshot(item: ItemState): JsonObject {
  if (item.done) return item.item
  const open = { ...item.item }
  writeText(item, open)
  if (item.type === 'message' || item.type === 'reasoning') {
    for (const [field, parts] of [
      ['content', item.content],
      ['summary', item.summary],
    ] as const) {
      if (parts.length > 0)
        open[field] = parts.map((part) => ({ ...part.part, [part.family.partField ?? 'text']: part.text.toString() }))
    }
  }
  return open
}
