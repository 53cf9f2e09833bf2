import {
  checkOptions,
  intercept,
  interceptionOf,
  type RouteStream,
  type StrictResponsesOptions,
} from '@strict-responses/node'
import type { FastifyContextConfig, FastifyInstance, FastifyPluginAsync, FastifyReply } from 'fastify'
import fp from 'fastify-plugin'
import { failRejected } from './fail-rejected.js'
import { requestOptions } from './request-options.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Options of this route, which win over the plugin's; `false` leaves the route alone. */
    // Without `object`, `true` would do: Fastify infers the type of a config, and no option is required.
    strictResponses?: false | (StrictResponsesOptions & object) | undefined
  }

  interface FastifyReply {
    /** The stream of this route, as `streamOf(reply)` gives it; `undefined` where the route is not wrapped. */
    readonly strictResponses: RouteStream | undefined
  }
}

/**
 * Makes the routes of its scope, and of the scopes within, speak the Responses streaming protocol exactly. Replies that are
 * not event streams stay as they are. Registered twice, the outer one counts.
 *
 * @param options See `StrictResponsesOptions`; `request` defaults to `request.body`. A route has options of its own in
 * `config.strictResponses`.
 * @throws A `TypeError` for options that contradict each other, when the server starts and not with its first stream.
 * @example
 * await fastify.register(strictResponses)
 * fastify.post('/v1/responses', { config: { strictResponses: { dialect: 'chat-completions' } } }, route)
 */
export const strictResponses: FastifyPluginAsync<StrictResponsesOptions> = fp(plugin, {
  fastify: '5.x',
  name: '@strict-responses/fastify',
})

async function plugin(fastify: FastifyInstance, options: StrictResponsesOptions): Promise<void> {
  checkOptions(options)
  if (!fastify.hasReplyDecorator('strictResponses')) {
    fastify.decorateReply('strictResponses', {
      getter(): RouteStream | undefined {
        return interceptionOf(this.raw)
      },
    })
  }
  fastify.addHook('onRoute', (route) => {
    checkOptions(merged(options, route.config) ?? {})
    route.handler = failRejected(route.handler)
  })
  fastify.addHook('onRequest', (request, reply, next) => {
    const own = merged(options, request.routeOptions.config)
    if (own) intercept(request.raw, reply.raw, requestOptions(request, own))
    next()
  })
  fastify.addHook('onSend', (request, reply, payload, next) => {
    // @fastify/compress runs later and knows nothing of `no-transform`; this is the opt-out that it documents.
    if (declaresStream(reply, payload)) request.headers['x-no-compression'] = 'true'
    next()
  })
}

/** The options of a route; `undefined` where it is left alone. */
function merged(
  options: StrictResponsesOptions,
  config: FastifyContextConfig | undefined,
): StrictResponsesOptions | undefined {
  const own = config?.strictResponses
  return own === false ? undefined : { ...options, ...own }
}

/** Whether a reply leaves as a stream of ours; what a `Response` says of itself is not yet among the reply's headers. */
function declaresStream(reply: FastifyReply, payload: unknown): boolean | undefined {
  const { status = reply.statusCode, headers } = payload instanceof Response ? payload : {}
  return interceptionOf(reply.raw)?.accepts(status, headers?.get('content-type') ?? reply.getHeader('content-type'))
}
