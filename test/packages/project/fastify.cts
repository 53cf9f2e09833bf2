import { Readable } from 'node:stream'
import strictResponses, { streamOf } from '@strict-responses/fastify'
import Fastify from 'fastify'

const fastify = Fastify()
fastify.register(strictResponses)
fastify.register(async (scope) => {
  scope.post('/v1/responses', (_request, reply) => {
    const signal: AbortSignal | undefined = streamOf(reply)?.signal
    if (!signal || signal !== reply.strictResponses?.signal) throw new Error('the route is not wrapped')
    return reply
      .type('text/event-stream')
      .send(Readable.from(['data: {"type":"response.output_text.delta","delta":"Hello"}\n\n', 'data: [DONE]\n\n']))
  })
})
fastify.listen({ port: 3000 })
