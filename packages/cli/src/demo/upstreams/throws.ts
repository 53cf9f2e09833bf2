import { data, words } from './frames.js'
import type { Upstream } from './upstream.js'

export const throws: Upstream = {
  title: 'An agent that throws',
  fault: 'an exception in the middle of the reply; its stack, with an address and a password, reaches the client',
  after: 'any agent behind an error handler that sends the error',
  chunks: words('I will look into your calendar and').map((delta) =>
    data({ type: 'response.output_text.delta', delta }),
  ),
  breaks: {
    by: 'throwing',
    error: new Error('connect ECONNREFUSED postgres://agent:hunter2@10.0.3.17:5432/calendar'),
  },
}
