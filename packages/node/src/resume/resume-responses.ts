import type { ServerReply, ServerRequest } from '../http-types.js'
import { urlOf } from '../request-options.js'
import { resumeAnswer } from './resume-answer.js'
import type { ResumeResponsesOptions } from './resume-options.js'
import { type ResumeRequest, resumeRequest } from './resume-request.js'
import { sendStream } from './send-stream.js'

/** Answers requests for responses that are kept; `false` where the request is none. */
export type ResumeHandler = (req: ServerRequest, res: ServerReply) => Promise<boolean>

/**
 * Gives back responses that an event log keeps, as OpenAI's API does: `GET …/responses/{id}` is the Response as it stands,
 * `?stream=true&starting_after=N` its events from N+1 on, with their numbers and bytes, live to the end (`Last-Event-ID`
 * says the same), `POST …/responses/{id}/cancel` stops it wherever it runs.
 *
 * What cannot be answered is 400, 404, 410 or 503 in OpenAI's form. The handler rejects with what `authorize` throws.
 *
 * @param options The log, and who may read what.
 * @example
 * const resume = resumeResponses({ eventLog, authorize: (id, req) => ownerOf(id) === userOf(req) })
 * createServer(async (req, res) => {
 *   if (await resume(req, res)) return
 *   strictResponses(req, res, { eventLog })
 *   route(req, res)
 * })
 */
export function resumeResponses(options: ResumeResponsesOptions): ResumeHandler {
  return async function resumeResponses(req, res) {
    const asked = askedOf(req, options)
    if (!asked) return false
    const answer = await resumeAnswer(asked, options, req)
    if ('stream' in answer) await sendStream(res, { ...options, ...answer })
    else sendJson(res, answer)
    return true
  }
}

/** What a request asks for; `undefined` where it is no matter of `resumeResponses`. */
export function askedOf(
  req: ServerRequest,
  { path = '/responses' }: { readonly path?: string | undefined },
): ResumeRequest | undefined {
  const header = req.headers['last-event-id']
  const lastEventId = typeof header === 'string' ? header : undefined
  return resumeRequest({ method: req.method, url: urlOf(req), lastEventId }, path)
}

function sendJson(res: ServerReply, { status, body }: { readonly status: number; readonly body: object }): void {
  const bytes = Buffer.from(JSON.stringify(body))
  res.setHeader('Content-Type', 'application/json; charset=utf-8')
  res.setHeader('Content-Length', bytes.length)
  res.statusCode = status
  // The cast: Node declares the two replies' `end` apart.
  ;(res as { end(chunk: Uint8Array): unknown }).end(bytes)
}
