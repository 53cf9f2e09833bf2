import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { strictResponses as strictExpress } from '@strict-responses/express'
import { strictResponses as strictKoa } from '@strict-responses/koa'
import { type StrictResponsesOptions, strictResponses } from '@strict-responses/node'
import { EXPRESS_VERSIONS } from './express-versions.js'
import { onFastify } from './fastify-app.js'
import { KOA_VERSIONS } from './koa-versions.js'

/** A route on node's own request and response, which every framework can run. */
export type Route = (req: IncomingMessage, res: ServerResponse) => unknown

/** Runs a route behind the adapter, or, without options, as if there were none. */
export interface Framework {
  readonly name: string
  readonly app: (route: Route, options: StrictResponsesOptions | undefined) => RequestListener
}

function onExpress({ name, make }: (typeof EXPRESS_VERSIONS)[number]): Framework {
  return {
    name,
    app: (route, options) => {
      const app = make()
      if (options) app.use(strictExpress(options))
      app.use((req, res, next) => {
        // Express 4 does not look at what a route returns.
        Promise.resolve()
          .then(() => route(req, res))
          .catch(next)
      })
      return app
    },
  }
}

function onKoa({ name, make }: (typeof KOA_VERSIONS)[number]): Framework {
  return {
    name,
    app: (route, options) => {
      const app = make()
      app.silent = true
      if (options) app.use(strictKoa(options))
      app.use(async (ctx) => {
        ctx.respond = false
        // Koa starts at 404, and a route on node's own reply expects node's own status.
        ctx.res.statusCode = 200
        await route(ctx.req, ctx.res)
      })
      return app.callback()
    },
  }
}

const plainNode: Framework = {
  name: 'node:http',
  app: (route, options) => async (req, res) => {
    if (options) strictResponses(req, res, options)
    try {
      await route(req, res)
    } catch {
      if (res.headersSent) res.destroy()
      else res.writeHead(500, { 'Content-Type': 'text/plain' }).end('Internal Server Error')
    }
  },
}

export const FRAMEWORKS: readonly Framework[] = [
  ...EXPRESS_VERSIONS.map(onExpress),
  onFastify,
  ...KOA_VERSIONS.map(onKoa),
  plainNode,
]

/** A server on a free port of the loopback. */
export interface Running {
  readonly port: number
  readonly server: Server
  close(): Promise<void>
}

/** Starts a server; `close` also ends what is still open. */
export async function listen(listener: RequestListener): Promise<Running> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { port, server, close }
}

/** Starts a route on plain node:http, wrapped. */
export function listenNode(options: StrictResponsesOptions, route: Route): Promise<Running> {
  return listen((req, res) => {
    strictResponses(req, res, options)
    void route(req, res)
  })
}
