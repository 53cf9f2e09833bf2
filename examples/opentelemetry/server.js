import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { strictResponsesErrors } from '@strict-responses/express'
import express from 'express'
import { tracedResponses } from './traced.js'
import { provider } from './tracing.js'

/** A careless model server: nothing is numbered, opened or closed. */
async function* faulty({ breaks }) {
  yield 'data: {"type":"response.created","response":{"id":"resp_1","model":"m-1-2026"}}\n\n'
  for (const delta of ['Hello', ', ', 'world.']) {
    await wait(200)
    yield `data: ${JSON.stringify({ type: 'response.output_text.delta', delta })}\n\n`
    if (breaks) throw new Error('The model server went away.')
  }
  const usage = { input_tokens: 12, output_tokens: 3, total_tokens: 15 }
  yield `data: ${JSON.stringify({ type: 'response.completed', response: { id: 'resp_1', usage } })}\n\n`
}

const route = (how) => async (_req, res) => {
  res.set('Content-Type', 'text/event-stream')
  await pipeline(faulty(how), res)
}

const app = express()
app.use('/v1', express.json(), tracedResponses())
app.all('/v1/responses', route({ breaks: false }))
app.all('/v1/broken/responses', route({ breaks: true }))
app.use(strictResponsesErrors())

const server = app.listen(Number(process.env.PORT ?? 3000), () => {
  const { port } = server.address()
  const json = `-H 'content-type: application/json' -d '{"model":"m-1"}'`
  console.log(`curl -N http://localhost:${port}/v1/responses ${json}         # a span with tokens and repairs`)
  console.log(`curl -N http://localhost:${port}/v1/broken/responses ${json}  # a span with an error`)
})

process.once('SIGTERM', () => server.close(() => provider.shutdown()))
