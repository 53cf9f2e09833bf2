import type { AddressInfo } from 'node:net'
import fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { exchangeHttp2 } from './exchange-http2.js'
import { openClient } from './open-client.js'
import { until } from './probe.js'
import { type RawReply, readReply } from './raw-reply.js'
import type { RawRequest } from './raw-request.js'

/** A running Fastify application. */
export interface FastifyServer {
  /** Where it listens; `undefined` for `inject()`. */
  readonly port: number | undefined
  /** What it logged. */
  readonly logged: readonly Readonly<Record<string, unknown>>[]
  /** Sends one request and reads the reply to its end, or for `ms`. */
  exchange(request?: RawRequest, ms?: number): Promise<RawReply>
  close(): Promise<void>
}

/** A way to reach a Fastify application. */
export interface Transport {
  readonly name: 'listen' | 'inject()' | 'HTTP/2'
  start(setUp: SetUp, options?: FastifyServerOptions): Promise<FastifyServer>
}

/** Registers plugins and routes. */
export type SetUp = (app: FastifyInstance) => unknown

type Exchange = FastifyServer['exchange']

function transport(
  name: Transport['name'],
  make: (options: object) => FastifyInstance,
  open: (app: FastifyInstance) => Promise<Exchange>,
): Transport {
  const start: Transport['start'] = async (setUp, options) => {
    const logged: Record<string, unknown>[] = []
    const stream = { write: (line: string) => logged.push(JSON.parse(line)) }
    const app = make({ forceCloseConnections: true, logger: { level: 'info', stream }, ...options })
    await setUp(app)
    const exchange = await open(app)
    const port = (app.server.address() as AddressInfo | null)?.port
    return { port, logged, exchange, close: async () => void (await app.close()) }
  }
  return { name, start }
}

async function listen(app: FastifyInstance): Promise<number> {
  await app.listen({ port: 0, host: '127.0.0.1' })
  return (app.server.address() as AddressInfo).port
}

export const LISTEN: Transport = transport('listen', fastify, async (app) => {
  const port = await listen(app)
  return (request, ms) => exchange(port, request, ms)
})

const INJECT = transport('inject()', fastify, async (app) => {
  await app.ready()
  return (request, ms) => inject(app, request, ms)
})

const HTTP2 = transport(
  'HTTP/2',
  // The one cast: Fastify has types of its own for each kind of server, and what they share is what tests use.
  (options) => fastify({ ...options, http2: true }) as unknown as FastifyInstance,
  async (app) => {
    const port = await listen(app)
    return (request, ms) => exchangeHttp2(port, request, ms)
  },
)

export const TRANSPORTS: readonly Transport[] = [LISTEN, INJECT, HTTP2]

/** Sends one request and reads the reply to its end: plugins keep connections open whatever the client asks for. */
async function exchange(port: number, request?: RawRequest, ms = 10_000): Promise<RawReply> {
  const client = openClient(port, request)
  const read = (hung: boolean): RawReply => readReply(Buffer.from(client.received(), 'latin1'), hung)
  const ended = (): boolean => {
    const { headers, complete } = read(false)
    return client.closed() || (complete && headers.some((line) => /^(?:content-length|transfer-encoding):/i.test(line)))
  }
  const hung = await until(ended, ms).then(
    () => false,
    () => true,
  )
  client.socket.destroy()
  return read(hung)
}

/** Sends one request through `inject()`, which rejects for a reply that was cut, and shows nothing of it. */
async function inject(app: FastifyInstance, request: RawRequest = {}, ms = 10_000): Promise<RawReply> {
  const { method = 'GET', path = '/v1/responses', headers = {}, body = '' } = request
  const nothing = { raw: '', status: 0, headers: [], body: '', complete: false, hung: false }
  const late = new Promise<RawReply>((resolve) => setTimeout(() => resolve({ ...nothing, hung: true }), ms).unref())
  const json = body !== '' && { 'content-type': 'application/json' }
  const payload = body !== '' && { payload: body }
  const reply = app
    .inject({ method: method as 'GET', url: path, headers: { ...json, ...headers }, ...payload })
    .then(({ statusCode: status, statusMessage, headers, body }): RawReply => {
      const lines = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}`))
      const raw = [`HTTP/1.1 ${status} ${statusMessage}`, ...lines, '', body].join('\r\n')
      return { raw, status, headers: lines, body, complete: true, hung: false }
    })
    .catch(() => nothing)
  return Promise.race([reply, late])
}
