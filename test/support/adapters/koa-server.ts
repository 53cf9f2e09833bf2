import http2 from 'node:http2'
import type { AddressInfo } from 'node:net'
import type Koa from 'koa'
import { exchange } from './exchange.js'
import { exchangeHttp2 } from './exchange-http2.js'
import { listen } from './frameworks.js'
import type { RawReply } from './raw-reply.js'
import type { RawRequest } from './raw-request.js'

export const PROTOCOLS = ['HTTP/1.1', 'HTTP/2'] as const
export type Protocol = (typeof PROTOCOLS)[number]

/** A Koa app on a free port, and what it was told of by its 'error' event. */
export interface KoaServer {
  readonly port: number
  readonly appErrors: readonly unknown[]
  /** Sends one request and reads the reply to its end, or for `ms`; waits for its beginning for `beginningMs`. */
  exchange(request?: RawRequest, ms?: number, beginningMs?: number): Promise<RawReply>
  close(): Promise<void>
}

/** Starts an app; `close` also ends what is still open. */
export async function startKoa(app: Koa, protocol: Protocol = 'HTTP/1.1'): Promise<KoaServer> {
  const appErrors: unknown[] = []
  app.on('error', (error) => appErrors.push(error))
  if (protocol === 'HTTP/1.1') {
    const { port, close } = await listen(app.callback())
    return { port, appErrors, close, exchange: (...how) => exchange(port, ...how) }
  }
  const server = http2.createServer(app.callback())
  const sessions = new Set<http2.ServerHttp2Session>()
  server.on('session', (session) => sessions.add(session))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      for (const session of sessions) session.destroy()
    })
  return { port, appErrors, close, exchange: (...how) => exchangeHttp2(port, ...how) }
}
