import strictResponses, {
  type StrictResponsesOptions,
  streamResponse,
  strictResponsesErrors,
} from '@strict-responses/express'
import express from 'express'

const options: StrictResponsesOptions = { profile: 'openai', onError: (error: unknown) => console.error(error) }
const app = express()
app.use('/v1/responses', express.json(), strictResponses(options))
app.post('/v1/responses', (_req, res) =>
  streamResponse(res, async function* ({ signal }) {
    if (!signal.aborted) yield 'Hello'
  }),
)
app.use(strictResponsesErrors())
app.listen(3000)
