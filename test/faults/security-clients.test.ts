import { checkStream } from '@strict-responses/core'
import { strictResponses as strictExpress } from '@strict-responses/express'
import { strictResponses as strictFastify } from '@strict-responses/fastify'
import express from 'express'
import fastify from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { WHOLE } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Running } from '../support/adapters/frameworks.js'
import { expectStrict, textOf } from '../support/adapters/strict.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }
const ODD = [null, 0, -1, 1e308, 'x', '', true, [], [null], {}, { type: 'x' }, [[[]]]]
const ECHOED = [
  ...['model', 'instructions', 'tools', 'tool_choice', 'temperature', 'top_p', 'metadata', 'text', 'reasoning', 'user'],
  ...[
    'parallel_tool_calls',
    'previous_response_id',
    'truncation',
    'max_output_tokens',
    'service_tier',
    'store',
    'stream',
  ],
  ...['input', 'include', 'background', 'prompt', 'conversation', 'top_logprobs', 'safety_identifier', '__proto__'],
]
const BODIES: readonly string[] = [
  ...ECHOED.flatMap((name) => ODD.map((value) => `{${JSON.stringify(name)}:${JSON.stringify(value)}}`)),
  ...ODD.filter((value) => typeof value === 'object').map((value) => JSON.stringify(value)),
]

let running: Running | undefined
afterEach(() => running?.close())

describe('an evil request', () => {
  it('Express: no body makes a stream that is not strict', async () => {
    const app = express()
    app.use(express.json({ strict: false }), strictExpress())
    app.use((_req, res) => void res.writeHead(200, EVENT_STREAM).end(WHOLE))
    running = await listen(app)
    for (const body of BODIES) {
      const reply = await exchange(running.port, { method: 'POST', body })
      expect(checkStream(reply.body).issues, body).toEqual([])
    }
  })

  it('Fastify: no body makes a stream that is not strict', async () => {
    const app = fastify({ onProtoPoisoning: 'ignore', pluginTimeout: 0 })
    await app.register(strictFastify)
    app.post('/*', (_request, reply) => {
      reply.hijack()
      reply.raw.writeHead(200, EVENT_STREAM).end(WHOLE)
    })
    await app.ready()
    running = await listen((req, res) => app.routing(req, res))
    for (const body of BODIES) {
      const reply = await exchange(running.port, { method: 'POST', body })
      expect(checkStream(reply.body).issues, body).toEqual([])
    }
  })
})

const PATHS = [
  '/v1/responses/resp_1?stream=true&starting_after=-1',
  '/v1/responses/resp_1?starting_after=99999999999999999999',
  '/v1/responses/resp_1?starting_after=1e3&starting_after=2',
  '/v1/responses/resp_1?starting_after=%00%0d%0aX-Evil:1',
  '/v1/responses/../../etc/passwd?%ff%fe',
  '//evil.example/v1/responses',
  `/v1/responses?${'a=1&'.repeat(2000)}`,
]

describe.each(FRAMEWORKS)('an evil address, $name', ({ app }) => {
  it.each(PATHS)('%s is a stream like any other', async (path) => {
    running = await listen(app((_req, res) => res.writeHead(200, EVENT_STREAM).end(WHOLE), {}))
    const reply = await exchange(running.port, { path })
    expectStrict(reply, textOf(WHOLE))
    expect(reply.headers.join()).not.toContain('Evil')
  })
})

describe('the ids of responses', () => {
  it('cannot be guessed: 192 random bits', async () => {
    const { port, close } = await listen(
      FRAMEWORKS[0]?.app(
        (_req, res) => res.writeHead(200, EVENT_STREAM).end('data: {"choices":[{"delta":{"content":"x"}}]}\n\n'),
        { dialect: 'chat-completions' },
      ) ?? (() => {}),
    )
    const ids = new Set<string>()
    for (let count = 0; count < 20; count++) {
      const [, id = ''] = /"id":"(resp_[^"]+)"/.exec((await exchange(port)).body) ?? []
      expect(id).toMatch(/^resp_[0-9a-f]{48}$/)
      ids.add(id)
    }
    await close()
    expect(ids.size).toBe(20)
  })
})
