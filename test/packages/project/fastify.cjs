const { Readable } = require('node:stream')
const strictResponses = require('@strict-responses/fastify')
const Fastify = require('fastify')

const fastify = Fastify()
fastify.register(strictResponses, { profile: 'openai' })
fastify.register(async (scope) => {
  scope.post('/v1/responses', (_request, reply) =>
    reply
      .type('text/event-stream')
      .send(Readable.from(['data: {"type":"response.output_text.delta","delta":"Hello"}\n\n', 'data: [DONE]\n\n'])),
  )
})
fastify.listen({ port: 3000 })
