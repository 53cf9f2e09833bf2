import strictResponses, { type StrictResponsesOptions, streamResponse } from '@strict-responses/koa'
import Koa from 'koa'

const options: StrictResponsesOptions = { profile: 'openai' }
const app = new Koa()
app.use(strictResponses(options))
app.use((ctx) =>
  streamResponse(ctx, async function* () {
    yield 'Hello'
  }),
)
app.listen(3000)
