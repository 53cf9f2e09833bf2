import type { RequestListener } from 'node:http'
import { Readable } from 'node:stream'
import strictResponses from '@strict-responses/fastify'
import Fastify, { type FastifyPluginAsync } from 'fastify'
import { pieces } from '../pieces.js'
import { findUpstream } from '../upstreams/find-upstream.js'

interface Route {
  readonly Params: { readonly name?: string }
  readonly Querystring: { readonly upstream?: string }
}

/** The routes of Fastify, at `/raw/fastify/…` and `/v1/fastify/…`. */
export async function fastifyApp(): Promise<RequestListener> {
  const app = Fastify()
  await app.register(routes, { prefix: '/raw/fastify' })
  await app.register(
    async (scope) => {
      await scope.register(strictResponses)
      await scope.register(routes)
    },
    { prefix: '/v1/fastify' },
  )
  await app.ready()
  return (req, res) => app.routing(req, res)
}

const routes: FastifyPluginAsync = async (scope) => {
  for (const url of ['/responses', '/:name/responses']) {
    scope.route<Route>({
      method: ['GET', 'POST'],
      url,
      handler: async ({ params, query }, reply) => {
        const upstream = findUpstream(params.name ?? query.upstream)
        return reply.type('text/event-stream').send(Readable.from(pieces(upstream)))
      },
    })
  }
}
