import strictResponses, { type StrictResponsesOptions, streamResponse } from '@strict-responses/fastify'
import Fastify from 'fastify'

const options: StrictResponsesOptions = { profile: 'openai' }
const fastify = Fastify()
await fastify.register(strictResponses, options)
fastify.post('/v1/responses', { config: { strictResponses: { done: true } } }, (_request, reply) =>
  streamResponse(reply, async function* () {
    yield 'Hello'
  }),
)
await fastify.listen({ port: 3000 })
