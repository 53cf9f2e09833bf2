import type { ServerResponse } from 'node:http'
import { PassThrough } from 'node:stream'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { checkStream } from '@strict-responses/core'
import { strictResponses as strictExpress } from '@strict-responses/express'
import { strictResponses as strictFastify } from '@strict-responses/fastify'
import { strictResponses as strictKoa } from '@strict-responses/koa'
import type { StrictResponsesOptions } from '@strict-responses/node'
import compression from 'compression'
import express from 'express'
import fastify from 'fastify'
import Koa from 'koa'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { TEXT, WHOLE as WHOLE_STREAM } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, listenNode, type Route, type Running } from '../support/adapters/frameworks.js'
import { startKoa } from '../support/adapters/koa-server.js'
import { openClient } from '../support/adapters/open-client.js'
import { until } from '../support/adapters/probe.js'
import { header, joined, masked, type RawReply } from '../support/adapters/raw-reply.js'
import { eventsOf, expectStrict } from '../support/adapters/strict.js'
import { saidBy } from '../support/said-by.js'
import { JSON_REPLIES, OTHER_JSON } from './cases/json-replies.js'
import { REQUESTS, UNTOUCHED } from './cases/untouched.js'

const running: Running[] = []
afterEach(async () => {
  for (const server of running.splice(0)) await server.close()
})

/** Ways in which a route answers with JSON. */
const WAYS: readonly { readonly name: string; readonly answer: (body: string) => Route }[] = [
  {
    name: 'setHeader, end(body)',
    answer: (body) => (_req, res) => {
      res.setHeader('Content-Type', 'application/json; charset=utf-8')
      res.end(body)
    },
  },
  {
    name: 'writeHead with a length, end(body)',
    answer: (body) => (_req, res) => {
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
      res.end(body)
    },
  },
  {
    name: 'pieces, cut inside a character, each after the callback of the last',
    answer: (body) => async (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'application/json' })
      const bytes = Buffer.from(body)
      for (let at = 0; at < bytes.length; at += 7)
        await new Promise((resolve) => res.write(bytes.subarray(at, at + 7), resolve))
      res.end()
    },
  },
  {
    name: 'indented',
    answer: (body) => (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(JSON.parse(body), null, 2))
    },
  },
]

const ASKED: StrictResponsesOptions = { expandJson: true, request: { stream: true } }

function pipeDying(res: ServerResponse): void {
  const source = new PassThrough()
  source.on('error', () => {})
  source.pipe(res)
  source.write('ut":[')
  setTimeout(() => source.destroy(new Error('connect ECONNREFUSED 10.0.0.7:11434')), 10)
}

/** The replies of the same route without us and with these options. */
async function both(
  app: (typeof FRAMEWORKS)[number]['app'],
  route: Route,
  options: StrictResponsesOptions,
  request = {},
  ms = 3000,
): Promise<[plain: RawReply, ours: RawReply]> {
  const servers = [await listen(app(route, undefined)), await listen(app(route, options))] as const
  running.push(...servers)
  return [await exchange(servers[0].port, request, ms), await exchange(servers[1].port, request, ms)]
}

describe.each(FRAMEWORKS)('expandJson, $name', ({ app }) => {
  describe.each(WAYS)('$name', ({ answer }) => {
    it.each(JSON_REPLIES)('$name becomes a stream', async ({ body, said }) => {
      const [plain, ours] = await both(app, answer(JSON.stringify(body)), ASKED)
      expect(JSON.parse(plain.body)).toEqual(body)
      expect(checkStream(plain.body).ok).toBe(false)
      expect(ours.status).toBe(200)
      expect(ours.complete).toBe(true)
      expect(header(ours, 'content-type')).toBe('text/event-stream; charset=utf-8')
      expect(header(ours, 'content-length')).toBe(undefined)
      expect(checkStream(ours.body).issues).toEqual([])
      expect(saidBy(ours.body)).toEqual(said)
    })

    it.each(OTHER_JSON)('$name leaves byte for byte as it came', async ({ body }) => {
      const [plain, ours] = await both(app, answer(JSON.stringify(body)), ASKED)
      expect(joined(ours)).toBe(joined(plain))
    })
  })

  const [{ body }] = JSON_REPLIES as [(typeof JSON_REPLIES)[0]]
  const route: Route = (_req, res) => {
    res.setHeader('Content-Type', 'application/json')
    res.end(JSON.stringify(body))
  }

  it.each<[name: string, options: StrictResponsesOptions]>([
    ['without the option', { request: { stream: true } }],
    ['to a client that asked for no stream', { expandJson: true, request: { stream: false } }],
    ['to a client of whom nothing is known', { expandJson: true }],
  ])('a Response leaves byte for byte as it came %s', async (_, options) => {
    const [plain, ours] = await both(app, route, options)
    expect(masked(ours)).toBe(masked(plain))
  })

  it('a Chat Completion stays what it is for a client that asked for one', async () => {
    const chat = JSON_REPLIES.find(({ name }) => name === 'a Chat Completion')?.body
    const answer: Route = (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(chat))
    }
    const [plain, ours] = await both(app, answer, ASKED, { path: '/v1/chat/completions' })
    expect(masked(ours)).toBe(masked(plain))
    const asked = { ...ASKED, request: { stream: true, messages: [] } }
    const [alone, beside] = await both(app, answer, asked)
    expect(masked(beside)).toBe(masked(alone))
    // A named dialect always converts.
    const [, named] = await both(app, answer, { ...asked, dialect: 'chat-completions' })
    expectStrict(named, 'Let me look. 👀')
  })

  it.each([400, 429, 500])('an error reply with status %i leaves byte for byte as it came', async (status) => {
    const [plain, ours] = await both(
      app,
      (_req, res) => {
        res.writeHead(status, { 'Content-Type': 'application/json' }).end('{"error":{"message":"no"}}')
      },
      ASKED,
    )
    expect(masked(ours)).toBe(masked(plain))
  })

  it.each<[name: string, breakOff: (res: ServerResponse) => unknown]>([
    ['destroys', (res) => res.destroy()],
    ['destroys with an error', (res) => res.destroy(new Error('connect ECONNREFUSED 10.0.0.7:11434'))],
    ['pipes from a source that dies', (res) => pipeDying(res)],
  ])('a JSON reply that its route %s is a failed stream', async (_, breakOff) => {
    const [plain, ours] = await both(
      app,
      async (_req, res) => {
        res.writeHead(200, { 'Content-Type': 'application/json' })
        res.write('{"object":"response","outp')
        await new Promise((resolve) => setTimeout(resolve, 10))
        breakOff(res)
      },
      ASKED,
      {},
      300,
    )
    expect(plain.complete && !plain.hung).toBe(false)
    expectStrict(ours, '', 'failed')
    expect(ours.body).not.toContain('ECONNREFUSED')
  })

  it.each(UNTOUCHED)('the option touches nothing else: $id $name', async ({ route: other, requests = REQUESTS }) => {
    const plain = await listen(app(other, undefined))
    const wrapped = await listen(app(other, ASKED))
    running.push(plain, wrapped)
    for (const [kind, request] of Object.entries(requests))
      expect(masked(await exchange(wrapped.port, request)), kind).toBe(masked(await exchange(plain.port, request)))
  })
})

/** The first of the replies, as each framework's own ways send it. */
const [WHOLE] = JSON_REPLIES as [(typeof JSON_REPLIES)[0]]
const POST = { method: 'POST', body: '{"stream":true,"model":"gpt"}' }

const OWN_WAYS: readonly { readonly name: string; readonly start: () => Promise<Running> }[] = [
  {
    name: 'res.json of Express, whose own parser read the request',
    start: () => {
      const app = express()
      app.use(strictExpress({ expandJson: true }), express.json())
      app.post('*all', (_req, res) => {
        res.json(WHOLE.body)
      })
      return listen(app)
    },
  },
  {
    name: 'res.json of Express behind compression',
    start: () => {
      const app = express()
      app.use(strictExpress({ expandJson: true }), compression({ threshold: 0 }), express.json())
      app.post('*all', (_req, res) => {
        res.json(WHOLE.body)
      })
      return listen(app)
    },
  },
  {
    name: 'a returned object of Fastify',
    start: async () => {
      const app = fastify()
      await app.register(strictFastify, { expandJson: true })
      app.post('/*', async () => WHOLE.body)
      await app.ready()
      return listen((req, res) => app.routing(req, res))
    },
  },
  {
    name: 'ctx.body of Koa',
    start: () => {
      const app = new Koa()
      app.use(strictKoa({ expandJson: true, request: { stream: true } }))
      app.use((ctx) => {
        ctx.body = WHOLE.body
      })
      return listen(app.callback())
    },
  },
]

describe.each(OWN_WAYS)('expandJson, $name', ({ start }) => {
  it('becomes a stream', async () => {
    const server = await start()
    running.push(server)
    const reply = await exchange(server.port, { ...POST, headers: { 'Accept-Encoding': 'gzip' } })
    expectStrict(reply, WHOLE.said.text)
    expect(header(reply, 'content-encoding')).toBe(undefined)
    expect(header(reply, 'etag')).toBe(undefined)
    expect(saidBy(reply.body)).toEqual(WHOLE.said)
  })
})

describe('expandJson', () => {
  const start = async (options: StrictResponsesOptions, route: Route): Promise<number> => {
    const server = await listenNode({ ...ASKED, ...options }, route)
    running.push(server)
    return server.port
  }

  it.each<[encoding: string, encode: (body: string) => Uint8Array]>([
    ['gzip', (body) => gzipSync(body)],
    ['br', (body) => brotliCompressSync(body)],
  ])('reads a body that came encoded, %s', async (encoding, encode) => {
    const port = await start({}, (_req, res) => {
      const body = encode(JSON.stringify(WHOLE.body))
      res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': encoding }).end(body)
    })
    const reply = await exchange(port)
    expectStrict(reply, WHOLE.said.text)
    expect(header(reply, 'content-encoding')).toBe(undefined)
  })

  it('an encoding that nobody knows leaves byte for byte as it came', async () => {
    const port = await start({}, (_req, res) => {
      res
        .writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'rot13' })
        .end('{"object":"response"}')
    })
    expect((await exchange(port)).body).toBe('{"object":"response"}')
  })

  it('echoes what the Response says of itself from its first event on', async () => {
    const port = await start({}, (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(WHOLE.body))
    })
    const [created] = eventsOf((await exchange(port)).body)
    expect(created?.['response']).toMatchObject({
      id: 'resp_json',
      created_at: 1_780_000_000,
      status: 'in_progress',
      model: 'gpt-json',
      instructions: 'Be brief.',
      temperature: 0.5,
      output: [],
      usage: null,
    })
  })

  it('a body beyond limits.frameBytes is a failed stream, and the route is told', async () => {
    const codes: string[] = []
    let written = 0
    const port = await start(
      { limits: { frameBytes: 10_000 }, onRepair: ({ code }) => codes.push(code) },
      async (_req, res) => {
        res.writeHead(200, { 'Content-Type': 'application/json' })
        res.write('{"object":"response","output":[],"metadata":{"text":"')
        while (!res.writableEnded && written < 10_000_000) {
          written += 1000
          await new Promise((resolve) => res.write('x'.repeat(1000), resolve))
        }
      },
    )
    expectStrict(await exchange(port), '', 'failed')
    expect(codes).toContain('limits/frame-bytes')
    expect(written).toBeLessThan(20_000)
  })

  it('with commitAfter an error that came with status 200 is a real HTTP error', async () => {
    const port = await start({ commitAfter: 1000 }, (_req, res) => {
      const error = { message: 'Slow down.', type: 'rate_limit_error', code: 'rate_limit_exceeded' }
      res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error }))
    })
    const reply = await exchange(port)
    expect(reply.status).toBe(429)
    expect(JSON.parse(reply.body)).toMatchObject({ error: { code: 'rate_limit_exceeded', message: 'Slow down.' } })
  })

  it('Q-JSON-02 an event stream that says it is JSON is read as what it is', async () => {
    const chunks = [': hello\n\n', WHOLE_STREAM.slice(0, 100), WHOLE_STREAM.slice(100)]
    const port = await start({}, async (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'application/json' })
      for (const chunk of chunks) await new Promise((resolve) => res.write(chunk, resolve))
      res.end()
    })
    const reply = await exchange(port)
    expectStrict({ ...reply, body: reply.body.replace(': hello\n\n', '') }, TEXT)
  })

  it('leaves an event stream as it would be without the option', async () => {
    const port = await start({}, (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'text/event-stream' })
      res.end(`data: ${JSON.stringify({ type: 'response.output_text.delta', delta: 'Hi' })}\n\n`)
    })
    expectStrict(await exchange(port), 'Hi', 'failed')
  })
})

describe('expandJson over HTTP/2', () => {
  it.each([WHOLE.body, OTHER_JSON[0]?.body])('JSON in pieces: %#', async (body) => {
    const replies: RawReply[] = []
    for (const options of [undefined, ASKED]) {
      const app = new Koa()
      if (options) app.use(strictKoa(options))
      app.use(async ({ res }, next) => {
        res.statusCode = 200
        res.setHeader('Content-Type', 'application/json')
        res.write(JSON.stringify(body).slice(0, 9))
        await next()
        res.end(JSON.stringify(body).slice(9))
      })
      const server = await startKoa(app, 'HTTP/2')
      replies.push(await server.exchange())
      await server.close()
    }
    const [plain, ours] = replies as [RawReply, RawReply]
    if (body === WHOLE.body) expectStrict(ours, WHOLE.said.text)
    else expect(ours.raw.replace(/^date: .*$/m, '')).toBe(plain.raw.replace(/^date: .*$/m, ''))
  })
})

const LINES = [
  { model: 'llama', message: { role: 'assistant', content: '', thinking: 'Weather' }, done: false },
  { model: 'llama', message: { role: 'assistant', content: 'It ' }, done: false },
  { model: 'llama', message: { role: 'assistant', content: 'rains.' }, done: false },
  { model: 'llama', message: { content: '' }, done: true, done_reason: 'stop', prompt_eval_count: 3, eval_count: 4 },
].map((line) => `${JSON.stringify(line)}\n`)

describe.each(FRAMEWORKS)("Ollama's NDJSON, $name", ({ app }) => {
  const route: Route = async (_req, res) => {
    res.writeHead(200, { 'Content-Type': 'application/x-ndjson' })
    for (const line of LINES)
      for (const half of [line.slice(0, 20), line.slice(20)]) await new Promise((resolve) => res.write(half, resolve))
    res.end()
  }

  it('becomes a stream with the option', async () => {
    const [plain, ours] = await both(app, route, { expandJson: true })
    expect(plain.body).toBe(LINES.join(''))
    expectStrict(ours, 'It rains.')
    expect(saidBy(ours.body)).toEqual({
      text: 'It rains.',
      outcome: 'completed',
      items: ['reasoning', 'message'],
      calls: [],
      usage: [3, 4],
    })
  })

  it.each<[name: string, options: StrictResponsesOptions, request: { path?: string }]>([
    ['without it', {}, {}],
    ['for a client of Ollama', { expandJson: true, request: { messages: [] } }, { path: '/api/chat' }],
  ])('leaves byte for byte as it came %s', async (_, options, request) => {
    const [plain, ours] = await both(app, route, options, request)
    expect(masked(ours)).toBe(masked(plain))
  })

  it('leaves any other NDJSON byte for byte as it came', async () => {
    const other: Route = async (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'application/x-ndjson', 'X-Mine': 'kept' })
      for (const piece of ['{"tick"', ':1}\n{"ti', 'ck":2}\n'])
        await new Promise((resolve) => res.write(piece, resolve))
      res.end('{"tick":3}\n')
    }
    const [plain, ours] = await both(app, other, ASKED)
    expect(joined(ours)).toBe(joined(plain))
  })
})

describe("Ollama's NDJSON", () => {
  it('each line leaves while its route still writes', async () => {
    let send: (line: string) => void = () => {}
    const server = await listenNode({ expandJson: true }, (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'application/x-ndjson' })
      send = (line) => res.write(line)
      send(LINES[1] ?? '')
    })
    running.push(server)
    const client = openClient(server.port, {})
    await until(() => client.received().includes('"delta":"It "'))
    send(LINES[2] ?? '')
    await until(() => client.received().includes('"delta":"rains."'))
    send(LINES[3] ?? '')
    // Its last line is the end, although the route does not end.
    await until(() => client.received().includes('[DONE]'))
    client.socket.destroy()
  })
})
