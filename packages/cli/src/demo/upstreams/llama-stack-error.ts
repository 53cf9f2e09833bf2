import { data } from './frames.js'
import { beginning, spoken, written } from './llama-stack.js'
import type { Upstream } from './upstream.js'

export const llamaStackError: Upstream = {
  title: 'llama-stack, HTTP error in the stream',
  fault: 'the body of an HTTP error in place of an event, no response.failed',
  after: 'llama-stack #5224',
  chunks: [
    ...written([...beginning, ...spoken('The capital of')]),
    data({ error: { message: 'Vector store vs_42 not found', code: 404 } }),
  ],
}
