const strictResponses = require('@strict-responses/express').default
const { strictResponsesErrors } = require('@strict-responses/express')
const express = require('express')

const app = express()
app.use('/v1/responses', express.json(), strictResponses())
app.post('/v1/responses', (_req, res) => {
  res.type('text/event-stream')
  res.write('data: {"type":"response.output_text.delta","delta":"Hello"}\n\n')
  res.end('data: [DONE]\n\n')
})
app.use(strictResponsesErrors())
app.listen(3000)
