import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createGateway, type Gateway } from '@strict-responses/gateway'
import express from 'express'
import fastify from 'fastify'
import Koa from 'koa'
import { afterEach, describe, expect, it } from 'vitest'
import { expectStrictBody } from '../support/adapters/strict.js'
import { loopTime } from '../support/loop-time.js'
import { saying } from './support/chat-frames.js'
import { type FakeBackend, frames, startBackend } from './support/fake-backend.js'
import { ASK } from './support/running.js'

const listening = (server: Server): Promise<Server> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))

interface Mount {
  readonly name: string
  readonly path: string
  readonly start: (gateway: Gateway) => Promise<Server>
}

const MOUNTS: readonly Mount[] = [
  {
    name: 'express, on its path',
    path: '/v1/responses',
    start: (gateway) => listening(createServer(express().post('/v1/responses', gateway.handler))),
  },
  {
    name: 'express, with use',
    path: '/v1/responses',
    start: (gateway) => listening(createServer(express().use('/v1/responses', gateway.handler))),
  },
  {
    name: 'express, below a prefix',
    path: '/ai/v1/responses',
    start: (gateway) => listening(createServer(express().use('/ai', gateway.handler))),
  },
  {
    name: 'express, behind a body parser',
    path: '/v1/responses',
    start: (gateway) => listening(createServer(express().use(express.json(), gateway.handler))),
  },
  {
    name: 'fastify',
    path: '/v1/responses',
    async start(gateway) {
      const app = fastify()
      app.post('/v1/responses', (request, reply) => {
        reply.hijack()
        return gateway.handler(Object.assign(request.raw, { body: request.body }), reply.raw)
      })
      await app.listen({ port: 0, host: '127.0.0.1' })
      return app.server
    },
  },
  {
    name: 'koa',
    path: '/v1/responses',
    start(gateway) {
      const app = new Koa()
      app.use((ctx) => {
        ctx.respond = false
        return gateway.handler(ctx.req, ctx.res)
      })
      return listening(createServer(app.callback()))
    },
  },
]

describe('mounted', () => {
  let backend: FakeBackend
  let gateway: Gateway
  let server: Server | undefined
  const start = async (): Promise<Gateway> => {
    backend = await startBackend(frames(...saying('Hello')))
    gateway = createGateway({ upstream: backend.url, dialect: 'chat-completions' })
    return gateway
  }
  afterEach(async () => {
    await gateway.close()
    await backend.close()
    server?.closeAllConnections()
    server?.close()
    server = undefined
  })

  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(ASK) }

  it.each(MOUNTS)('in $name', async ({ path, start: mount }) => {
    server = await mount(await start())
    const { port } = server.address() as AddressInfo
    expectStrictBody(await (await fetch(`http://127.0.0.1:${port}${path}`, init)).text(), 'Hello')
  })

  it('as a fetch handler', async () => {
    const { fetch: handle } = await start()
    const reply = await handle(new Request('http://any/v1/responses', init))
    expect(reply.headers.get('x-request-id')).toMatch(/^req_/)
    expectStrictBody(await reply.text(), 'Hello')
    expect((await handle(new Request('http://any/v1/responses', { ...init, body: '{' }))).status).toBe(400)
    expect((await handle(new Request('http://any/v1/responses'))).status).toBe(405)
  })

  it('a fetch-style client that leaves stops the backend', { retry: 2 }, async () => {
    backend = await startBackend(
      (res) =>
        void res
          .writeHead(200, { 'content-type': 'text/event-stream' })
          .write(`data: ${JSON.stringify(saying('x')[1])}\n\n`),
    )
    gateway = createGateway({ upstream: backend.url, dialect: 'chat-completions' })
    const reply = await gateway.fetch(new Request('http://any/v1/responses', init))
    const reader = reply.body?.getReader()
    await reader?.read()
    const left = loopTime()
    await reader?.cancel()
    while (backend.closed.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    expect((backend.closed[0] as number) - left).toBeLessThan(100)
  })

  it('refuses options of the wrong kind when it is made', () => {
    expect(() => createGateway({ upstream: 'localhost:8080' })).toThrow(/upstream/)
    expect(() => createGateway({ upstream: 'file:///etc/passwd' })).toThrow(/upstream/)
    expect(() => createGateway({ upstream: 'http://x', commitAfter: -1 })).toThrow(/commitAfter/)
    expect(() => createGateway({ upstream: 'http://x', profile: 'x' as never })).toThrow(/profile/)
  })
})
