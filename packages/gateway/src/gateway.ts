import { createServer, type Server } from 'node:http'
import type { GatewayOptions } from './options.js'
import type { Call, Reply } from './serve/call.js'
import { type FetchHandler, fetchHandler } from './serve/fetch-handler.js'
import type { GatewayParts } from './serve/gateway-parts.js'
import { type NodeHandler, nodeHandler } from './serve/node-handler.js'
import { OpenCalls } from './serve/open-calls.js'
import { route } from './serve/router.js'
import { settingsOf } from './settings.js'
import { Backend } from './upstream/backend.js'
import { DialectMemory } from './upstream/dialect-memory.js'

/** The Responses API in front of one backend. */
export interface Gateway {
  /** Answers a fetch-style request: Hono, Next, Bun, Deno. Never rejects. */
  readonly fetch: FetchHandler
  /** Answers a request of node:http, Express, Fastify (`req.raw`) or Koa (`ctx.req`); resolves when the reply has closed. */
  readonly handler: NodeHandler
  /** Starts a server of its own. `host` defaults to `127.0.0.1`, `port` to `0`: any free one. */
  listen(address?: { readonly port?: number | undefined; readonly host?: string | undefined }): Promise<Server>
  /** Ends all that is open within `ms`: what ends by itself may, the rest fails cleanly. New requests get 503 from now on. */
  drain(ms: number): Promise<void>
  /** Closes the connections to the backend; open streams fail. */
  close(): Promise<void>
}

/**
 * Makes a gateway: Responses requests in, any backend behind it.
 *
 * @param options See `GatewayOptions`; only `upstream` is required.
 * @throws TypeError for options of the wrong kind.
 * @example
 * const gateway = createGateway({ upstream: 'http://127.0.0.1:8080/v1' })
 * const server = await gateway.listen({ port: 4000 })
 * process.once('SIGTERM', async () => {
 *   server.close()
 *   await gateway.drain(10_000)
 *   await gateway.close()
 * })
 */
export function createGateway(options: GatewayOptions): Gateway {
  const settings = settingsOf(options)
  const parts: GatewayParts = {
    settings,
    backend: new Backend(settings),
    memory: new DialectMemory(settings.dialect),
    open: new OpenCalls(),
  }
  const answer = (call: Call): Promise<Reply> => route(call, parts)
  const handler = nodeHandler(answer)
  return {
    fetch: fetchHandler(answer),
    handler,
    listen: ({ port = 0, host = '127.0.0.1' } = {}) => listening(createServer(handler), port, host),
    drain: (ms) => parts.open.drain(ms),
    close: () => parts.backend.close(),
  }
}

function listening(server: Server, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve(server)
    })
  })
}
