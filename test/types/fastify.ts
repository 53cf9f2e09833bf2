/** F92: what the compiler says of the plugin, its options, the config of a route and the reply. */
import strictResponsesDefault, {
  type RouteStream,
  type StopCode,
  StopReason,
  type StrictResponsesOptions,
  streamOf,
  streamResponse,
  strictResponses,
} from '@strict-responses/fastify'
import fastify from 'fastify'

const app = fastify()
const options: StrictResponsesOptions = { profile: 'open-responses' }

// The plugin and its options.
app.register(strictResponses)
app.register(strictResponsesDefault, { dialect: 'chat-completions', limits: { openMs: 60_000 } })
app.register(strictResponses, { ...options, prefix: '/v1' })
app.register(strictResponses, () => options)
await app.register(import('@strict-responses/fastify'), { done: false })
// @ts-expect-error no such option
app.register(strictResponses, { dialekt: 'auto' })
// @ts-expect-error no such dialect
app.register(strictResponses, { dialect: 'chat' })
// @ts-expect-error milliseconds are a number
app.register(strictResponses, { idleTimeout: '1s' })
// @ts-expect-error no such option, whoever makes them
app.register(strictResponses, () => ({ dialect: 'chat' }))

// The config of a route.
app.get('/', { config: { strictResponses: false } }, async () => '')
app.get('/', { config: { strictResponses: { dialect: 'text', heartbeat: { interval: 1000 } } } }, async () => '')
app.route({ method: 'POST', url: '/', config: { strictResponses: options }, handler: async () => '' })
app.setNotFoundHandler((request) => request.routeOptions.config.strictResponses)
// @ts-expect-error options, or false: true is what registering says
app.get('/', { config: { strictResponses: true } }, async () => '')
// @ts-expect-error no such dialect
app.get('/', { config: { strictResponses: { dialect: 'chat' } } }, async () => '')
// @ts-expect-error milliseconds are a number
app.route({ method: 'POST', url: '/', config: { strictResponses: { idleTimeout: '1s' } }, handler: async () => '' })
const named = { config: { strictResponses: { dialekt: 'auto' } } }
// @ts-expect-error no such option; the names of a literal pass, since Fastify infers the type of a config from it
named satisfies { config: { strictResponses: StrictResponsesOptions } }

// The reply, and what is asked of it.
app.get('/', async (request, reply) => {
  const stream: RouteStream | undefined = reply.strictResponses
  for (const at of [request, reply, request.raw, reply.raw]) streamOf(at)
  const signal: AbortSignal | undefined = streamOf(reply)?.signal
  const code: StopCode | undefined = signal?.reason instanceof StopReason ? signal.reason.code : undefined
  // @ts-expect-error it is read, not set
  reply.strictResponses = undefined
  // @ts-expect-error a request has none
  request.strictResponses
  // @ts-expect-error a server has no stream
  streamOf(app)
  // @ts-expect-error there may be none
  stream.id
  return [stream?.id, code]
})

// Sources.
app.post('/', (_request, reply) =>
  streamResponse(
    reply,
    async function* ({ signal }) {
      signal.throwIfAborted()
      yield 'text'
      yield { toolCall: { name: 'f', arguments: {} } }
    },
    { idleTimeout: 1000 },
  ),
)
app.post('/', (_request, reply) => streamResponse(reply.code(200), new ReadableStream<string>()))
app.post('/', (request, reply) => {
  // @ts-expect-error a number is no source
  streamResponse(reply, 1)
  // @ts-expect-error a request cannot be answered with
  streamResponse(request, [])
  // @ts-expect-error no such option
  streamResponse(reply, new ReadableStream<string>(), { dialekt: 'auto' })
})

// Servers of every kind.
const http2 = fastify({ http2: true })
http2.register(strictResponses, options)
http2.get('/', { config: { strictResponses: options } }, (request, reply) => {
  streamOf(request)
  streamOf(reply)?.signal
  return streamResponse(reply, new ReadableStream<string>())
})
const https = fastify({ https: {} })
https.register(strictResponses, options)
https.get('/', (_request, reply) => streamResponse(reply, new ReadableStream<string>()))
