import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ResumeResponsesOptions, resumeResponses as resumeOnNode } from '@strict-responses/node'
import type { Middleware } from './strict-responses.js'

/**
 * Gives back responses that an event log keeps: `GET …/responses/{id}`, `?stream=true&starting_after=N` and
 * `POST …/responses/{id}/cancel`, as OpenAI's API does. Every other request goes on.
 *
 * Mount it where the routes are, anywhere before them, behind whatever knows who the client is.
 *
 * @param options The log, and who may read what; see `ResumeResponsesOptions`.
 * @example
 * app.use(resumeResponses({ eventLog, authorize: (id, req) => ownerOf(id) === req.user.id }))
 */
export function resumeResponses<Request extends IncomingMessage = IncomingMessage>(
  options: ResumeResponsesOptions<Request>,
): (req: Request, res: ServerResponse, next: Parameters<Middleware>[2]) => void {
  const { authorize } = options
  return function resumeResponses(req, res, next) {
    const handler = resumeOnNode({ ...options, authorize: authorize && ((id) => authorize(id, req)) })
    handler(req, res).then((answered) => answered || next(), next)
  }
}
