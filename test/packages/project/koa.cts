import { Readable } from 'node:stream'

import strictResponses = require('@strict-responses/koa')
import Koa = require('koa')

const app = new Koa()
app.use(strictResponses.default())
app.use((ctx) => {
  ctx.type = 'text/event-stream'
  ctx.body = Readable.from(['data: {"type":"response.output_text.delta","delta":"Hello"}\n\n', 'data: [DONE]\n\n'])
})
app.listen(3000)
