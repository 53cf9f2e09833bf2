import * as adapter from '@strict-responses/koa'
import { streamOf as nodeStreamOf } from '@strict-responses/node'
import express from 'express'
import type { Context, Middleware } from 'koa'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { CUT, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { listen, type Running } from '../support/adapters/frameworks.js'
import { type KoaServer, startKoa } from '../support/adapters/koa-server.js'
import { expectStrictKoa } from '../support/adapters/koa-strict.js'
import { KOA_VERSIONS } from '../support/adapters/koa-versions.js'
import { eventsOf } from '../support/adapters/strict.js'

const { strictResponses, streamOf } = adapter
const BODY = { model: 'm', stream: true, instructions: 'Be brief.', temperature: 0.5 }
const POST = { method: 'POST', body: JSON.stringify(BODY) }

/** Reads the body as koa-body and @koa/bodyparser do: to `ctx.request.body`. */
const parse: Middleware = async (ctx, next) => {
  let text = ''
  for await (const chunk of ctx.req) text += chunk
  Object.assign(ctx.request, { body: JSON.parse(text) })
  await next()
}

const send = (text: string) => (ctx: Context) => {
  ctx.type = 'text/event-stream'
  ctx.body = text
}

let running: KoaServer | Running | undefined
afterEach(() => running?.close())

describe.each(KOA_VERSIONS)('options, $name', ({ make }) => {
  const start = async (...middlewares: readonly Middleware[]): Promise<KoaServer> => {
    const app = make()
    for (const middleware of middlewares) app.use(middleware)
    const server = await startKoa(app)
    running = server
    return server
  }

  it.each([
    ['before us', [parse, strictResponses()]],
    ['after us', [strictResponses(), parse]],
  ])('the request is echoed from ctx.request.body, parsed %s', async (_where, order) => {
    const reply = await (await start(...order, send(WHOLE))).exchange(POST)
    expectStrictKoa(reply, TEXT)
    expect(eventsOf(reply.body)[0]?.['response']).toMatchObject({ instructions: 'Be brief.', temperature: 0.5 })
  })

  it('the request option wins over the parsed body', async () => {
    const options = { request: { model: 'm', instructions: 'Be long.' } }
    const reply = await (await start(parse, strictResponses(options), send(WHOLE))).exchange(POST)
    expect(eventsOf(reply.body)[0]?.['response']).toMatchObject({ instructions: 'Be long.' })
  })

  it('a body that is no object is not taken for a request', async () => {
    const reply = await (await start(parse, strictResponses(), send(WHOLE))).exchange({ ...POST, body: '"text"' })
    expectStrictKoa(reply, TEXT)
  })

  it('in an Express app it knows the whole path and the body that Express parsed', async () => {
    const chat = 'data: {"object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"x"}}]}\n\n'
    const app = make().use(strictResponses())
    app.use((ctx) => send(ctx.path === '/chat' ? chat : WHOLE)(ctx))
    const outer = express()
    outer.use(express.json(), (req, _res, next) => {
      if (req.path === '/v1/chat/completions') req.url = '/chat'
      next()
    })
    outer.use('/v1', (req, res) => app.callback()(req, res))
    outer.use((req, res) => app.callback()(req, res))
    const server = await listen(outer)
    running = server
    const echoed = await exchange(server.port, POST)
    expect(eventsOf(echoed.body)[0]?.['response']).toMatchObject({ instructions: 'Be brief.' })
    // A client that asked for chat completions gets them.
    expect((await exchange(server.port, { path: '/v1/chat/completions' })).body).toBe(chat)
  })

  it('streamOf knows the stream from the context, the request and the reply alike', async () => {
    const seen: unknown[] = []
    const { exchange } = await start(strictResponses(), (ctx) => {
      const stream = streamOf(ctx)
      seen.push(stream === streamOf(ctx.req) && stream === streamOf(ctx.res) && stream === nodeStreamOf(ctx.res))
      seen.push(stream?.id, stream?.signal.aborted)
      ctx.respond = false
      ctx.res.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(CUT)
      seen.push(stream?.id, stream?.response()?.['status'])
      ctx.res.end(WHOLE.slice(CUT.length))
    })
    expectStrictKoa(await exchange(), TEXT)
    expect(seen).toEqual([true, undefined, false, 'resp_1', 'in_progress'])
  })

  it('streamOf is undefined where nothing is wrapped', async () => {
    const { exchange } = await start((ctx) => {
      ctx.body = [streamOf(ctx), streamOf(ctx.req), streamOf(ctx.res)].every((stream) => stream === undefined)
    })
    expect((await exchange()).body).toBe('true')
  })
})

describe('the package', () => {
  it('refuses wrong options where the middleware is made', () => {
    expect(() => strictResponses({ idleTimeout: -1 })).toThrow(TypeError)
    expect(() => strictResponses({ heartbeat: { interval: -1 } })).toThrow('heartbeat.interval is -1')
    const style = { profile: 'open-responses', heartbeat: { style: 'keepalive' } } as const
    expect(() => strictResponses(style)).toThrow('heartbeat.style')
  })

  it('has strictResponses by name and as default', () => {
    expect(adapter.default).toBe(strictResponses)
  })
})
