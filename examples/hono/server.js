import { serve } from '@hono/node-server'
import { normalizeResponse, streamResponse } from '@strict-responses/core'
import { Hono } from 'hono'

const EVENT_STREAM = { 'content-type': 'text/event-stream' }

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

/** What `fetch` would have given. */
function upstream() {
  const body = ReadableStream.from(faulty()).pipeThrough(new TextEncoderStream())
  return new Response(body, { headers: EVENT_STREAM })
}

const app = new Hono()
app.all('/raw', () => upstream())
app.all('/v1/responses', () => normalizeResponse(upstream()))
app.all('/v1/agent/responses', () => {
  return new Response(ReadableStream.from(streamResponse(agent())), { headers: EVENT_STREAM })
})

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) }, ({ port }) => {
  console.log(`curl -N http://localhost:${port}/raw                 # as the faulty server sends it`)
  console.log(`curl -N http://localhost:${port}/v1/responses        # the same, strict`)
  console.log(`curl -N http://localhost:${port}/v1/agent/responses  # an agent of your own`)
})
