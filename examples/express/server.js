import { pipeline } from 'node:stream/promises'
import { streamResponse, strictResponses, strictResponsesErrors } from '@strict-responses/express'
import express from 'express'

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

async function proxy(_req, res) {
  res.set('Content-Type', 'text/event-stream')
  await pipeline(faulty(), res)
}

const app = express()
app.all('/raw', proxy)
app.use('/v1', express.json(), strictResponses())
app.all('/v1/responses', proxy)
app.all('/v1/agent/responses', (_req, res) => streamResponse(res, agent()))
app.use(strictResponsesErrors())

const server = app.listen(Number(process.env.PORT ?? 3000), () => {
  const { port } = server.address()
  console.log(`curl -N http://localhost:${port}/raw                 # as the faulty server sends it`)
  console.log(`curl -N http://localhost:${port}/v1/responses        # the same, strict`)
  console.log(`curl -N http://localhost:${port}/v1/agent/responses  # an agent of your own`)
})
