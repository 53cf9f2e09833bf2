import { Readable } from 'node:stream'
import strictResponses, { streamResponse } from '@strict-responses/fastify'
import Fastify from 'fastify'

/** A careless model server: nothing is numbered, opened or closed. */
async function* faulty() {
  yield 'data: {"type":"response.created","response":{"id":"resp_1"}}\n\n'
  for (const delta of ['Hello', ', ', 'world.']) {
    yield `data: ${JSON.stringify({ type: 'response.output_text.delta', delta })}\n\n`
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  yield 'data: {"type":"response.completed","response":{"id":"resp_1"}}\n\n'
}

/** An agent of your own: it yields what it has to say, and the protocol is not its business. */
async function* agent() {
  yield { reasoning: 'The user wants the weather.' }
  yield 'Let me look that up.'
  yield { toolCall: { name: 'get_weather', arguments: { city: 'Paris' } } }
}

async function proxy(_request, reply) {
  return reply.type('text/event-stream').send(Readable.from(faulty()))
}

const app = Fastify()
app.all('/raw', { config: { strictResponses: false } }, proxy)
await app.register(strictResponses)
app.all('/v1/responses', proxy)
app.all('/v1/agent/responses', (_request, reply) => streamResponse(reply, agent()))

await app.listen({ port: Number(process.env.PORT ?? 3000) })
const { port } = app.server.address()
console.log(`curl -N http://localhost:${port}/raw                 # as the faulty server sends it`)
console.log(`curl -N http://localhost:${port}/v1/responses        # the same, strict`)
console.log(`curl -N http://localhost:${port}/v1/agent/responses  # an agent of your own`)
