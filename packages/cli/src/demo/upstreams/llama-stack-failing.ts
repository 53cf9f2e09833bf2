import { beginning, response, spoken, written } from './llama-stack.js'
import type { Upstream } from './upstream.js'

const LEAK =
  'Traceback (most recent call last):\n  File "/app/llama_stack/providers/inline/responses/streaming.py", line 412, in create_response\n' +
  'httpx.ConnectError: [Errno 111] connect to http://10.2.0.17:8321 failed (api_key=sk-live-9f8e7d6c5b4a39281706)'

export const llamaStackFailing: Upstream = {
  title: 'llama-stack, failing',
  fault: 'response.failed with a code outside the schema and a traceback, an address and a key in its message',
  after: 'llama-stack #4942',
  chunks: written([
    ...beginning,
    ...spoken('The capital of France'),
    {
      type: 'response.failed',
      response: { ...response, status: 'failed', error: { code: 'internal_error', message: LEAK } },
    },
  ]),
}
