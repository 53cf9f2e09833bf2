import type { RequestListener } from 'node:http'
import { gzipSync } from 'node:zlib'
import httpProxy from '@fastify/http-proxy'
import replyFrom from '@fastify/reply-from'
import { strictResponses } from '@strict-responses/fastify'
import type { FastifyInstance } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { type FastifyServer, LISTEN } from '../support/adapters/fastify-transports.js'
import { CUT, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { listen, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until } from '../support/adapters/probe.js'
import { header, masked, type RawReply } from '../support/adapters/raw-reply.js'
import { expectStrict } from '../support/adapters/strict.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }

interface Proxy {
  readonly name: string
  readonly mount: (app: FastifyInstance, upstream: string) => void
  /** Whether it decodes what the upstream has compressed. */
  readonly decodes?: true
}

const PROXIES: readonly Proxy[] = [
  { name: '@fastify/http-proxy', mount: (app, upstream) => void app.register(httpProxy, { upstream }) },
  {
    name: '@fastify/reply-from',
    mount: (app, base) => {
      app.register(replyFrom, { base })
      app.all('/*', (request, reply) => reply.from(request.url))
    },
  },
  {
    name: 'fetch',
    mount: (app, base) => {
      app.all('/*', async (request, reply) => {
        const upstream = await fetch(base + request.url, { signal: reply.strictResponses?.signal ?? null })
        reply.code(upstream.status).type(upstream.headers.get('content-type') ?? 'text/plain')
        return upstream.body
      })
    },
    decodes: true,
  },
]

const running: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of running.splice(0).reverse()) await server.close()
})

describe.each(PROXIES)('$name', ({ mount, decodes }) => {
  const start = async (upstream: RequestListener, wrapped: boolean): Promise<FastifyServer> => {
    const origin: Running = await listen(upstream)
    running.push(origin)
    const server = await LISTEN.start((app) => {
      if (wrapped) app.register(strictResponses)
      mount(app, `http://127.0.0.1:${origin.port}`)
    })
    running.push(server)
    return server
  }
  const reply = async (upstream: RequestListener, wrapped: boolean, path?: string): Promise<RawReply> =>
    (await start(upstream, wrapped)).exchange(path === undefined ? {} : { path })

  it('F71 the stream of an upstream is strict', async () => {
    const upstream: RequestListener = (_req, res) => res.writeHead(200, EVENT_STREAM).end(WHOLE)
    expect((await reply(upstream, false)).body).toBe(WHOLE)
    expectStrict(await reply(upstream, true), TEXT)
  })

  it('F71 the JSON of an upstream, and its errors, are left alone', async () => {
    const upstream: RequestListener = (req, res) => {
      res.writeHead(req.url === '/error' ? 429 : 200, { 'Content-Type': 'application/json', Connection: 'close' })
      res.end('{"a":1}')
    }
    for (const path of ['/json', '/error']) {
      expect(masked(await reply(upstream, true, path)), path).toBe(masked(await reply(upstream, false, path)))
    }
  })

  it('F71 an upstream that cannot be reached is an error reply as without us', async () => {
    const upstream: RequestListener = (req) => req.socket.destroy()
    const [plain, wrapped] = [await reply(upstream, false), await reply(upstream, true)]
    expect(masked(wrapped)).toBe(masked(plain))
    expect(plain.status).toBeGreaterThanOrEqual(500)
  })

  it('F71 a client that leaves ends the request to the upstream', async () => {
    const probe = new Probe()
    const upstream: RequestListener = (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(CUT)
      res.on('close', probe.release)
    }
    const { port = 0 } = await start(upstream, true)
    const client = openClient(port)
    await until(() => client.received().includes('"delta":"H'))
    client.socket.destroy()
    await probe.released
  })

  it('F72 an upstream that dies in the middle fails the stream, which is cut without us', async () => {
    const upstream: RequestListener = (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(CUT)
      setTimeout(() => res.destroy(), 20)
    }
    const plain = await reply(upstream, false)
    expect([plain.status, plain.complete, plain.body]).toEqual([200, false, CUT])
    expectStrict(await reply(upstream, true), 'Hél', 'failed')
  })

  it('F73 an upstream that compresses is decoded', async () => {
    const upstream: RequestListener = (_req, res) =>
      res.writeHead(200, { ...EVENT_STREAM, 'Content-Encoding': 'gzip' }).end(gzipSync(WHOLE))
    expect(header(await reply(upstream, false), 'content-encoding')).toBe(decodes ? undefined : 'gzip')
    const wrapped = await reply(upstream, true)
    expectStrict(wrapped, TEXT)
    expect(header(wrapped, 'content-encoding')).toBeUndefined()
  })
})
