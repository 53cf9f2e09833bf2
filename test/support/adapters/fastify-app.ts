import type { IncomingMessage, ServerResponse } from 'node:http'
import { type StrictResponsesOptions, strictResponses } from '@strict-responses/fastify'
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import type { Framework, Route } from './frameworks.js'

/** An application, or the part of it that its transports have in common, whatever server it stands on. */
export type App = Pick<FastifyInstance, 'register' | 'all' | 'setErrorHandler'>

/** Runs a route on node's own request and response, and reports its error to Fastify. */
export function mount(app: App, route: Route, options: StrictResponsesOptions | undefined): void {
  if (options) app.register(strictResponses, options)
  app.all('/*', (request, reply) => {
    // A handler that is not async may answer later: Fastify sends what an async one returns, even nothing.
    run(route, request.raw, reply).catch((error: unknown) => reply.send(error))
  })
}

async function run(route: Route, req: IncomingMessage, reply: FastifyReply): Promise<void> {
  await route(req, reply.raw)
}

export const onFastify: Framework = {
  name: 'Fastify 5',
  app: (route, options) => {
    // No timer for plugins: tests look for those of the adapter.
    const app = fastify({ pluginTimeout: 0 })
    mount(app, route, options)
    return async (req: IncomingMessage, res: ServerResponse) => {
      await app.ready()
      app.routing(req, res)
    }
  },
}
