import { askedOf, type ResumeResponsesOptions, resumeAnswer, sendStream } from '@strict-responses/node'
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'

/**
 * Gives back responses that an event log keeps: the routes `GET {path}/:id` (with `?stream=true&starting_after=N`) and
 * `POST {path}/:id/cancel`, as OpenAI's API has them. The hooks of the scope run for them, but for `onSend` where they stream.
 *
 * @param options The log, and who may read what, by Fastify's request; see `ResumeResponsesOptions`. Here `path` is that
 * of the routes, below the scope's prefix, and defaults to `/v1/responses`.
 * @example
 * await fastify.register(resumeResponses, { eventLog, authorize: (id, request) => ownerOf(id) === request.user.id })
 */
export const resumeResponses: FastifyPluginAsync<ResumeResponsesOptions<FastifyRequest>> = async (
  fastify: FastifyInstance,
  { path = '/v1/responses', ...options }: ResumeResponsesOptions<FastifyRequest>,
) => {
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const asked = askedOf(request.raw, { path })
    if (!asked) return reply.callNotFound()
    const answer = await resumeAnswer(asked, options, request)
    if (!('stream' in answer)) return reply.code(answer.status).send(answer.body)
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value)
    }
    reply.hijack()
    return sendStream(reply.raw, { ...options, ...answer })
  }
  fastify.get(`${path}/:id`, answer)
  fastify.post(`${path}/:id/cancel`, answer)
}
