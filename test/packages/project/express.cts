import { strictResponses } from '@strict-responses/express'

import express = require('express')

const app = express()
app.use('/v1/responses', strictResponses({ done: true }))
app.post('/v1/responses', (_req, res) => {
  res.type('text/event-stream')
  res.write('data: {"type":"response.output_text.delta","delta":"Hello"}\n\n')
  res.end('data: [DONE]\n\n')
})
app.listen(3000)
