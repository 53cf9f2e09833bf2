/** What the compiler says of the middleware, its options and what a source may be, on Express 5, Express 4 and node:http. */
import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import strict, {
  type ErrorMiddleware,
  type Middleware,
  type RouteStream,
  type Source,
  type StopCode,
  StopReason,
  type StrictResponsesOptions,
  streamOf,
  streamResponse,
  strictResponses,
  strictResponsesErrors,
} from '@strict-responses/express'
import { strictResponses as strictNode } from '@strict-responses/node'
import express, { type ErrorRequestHandler, type RequestHandler } from 'express'
import express4 from 'express4'
import type OpenAI from 'openai'

// apps, routers, routes and lists of handlers
for (const make of [express, express4]) {
  const app = make()
  app.use(strictResponses(), strict())
  app.use('/v1', make.json(), strictResponses({ profile: 'open-responses', idleTimeout: 1000 }))
  app.use([strictResponses()])
  app.post('/v1/responses', strictResponses(), (_req, res) => void res.end())
  make.Router().use(strictResponses()).route('/responses').all(strictResponses())
  app.use(strictResponsesErrors())
  createServer(app)
}
export const handler: RequestHandler = strictResponses()
export const errorHandler: ErrorRequestHandler = strictResponsesErrors()
export const [middleware, errors]: [Middleware, ErrorMiddleware] = [strictResponses(), strictResponsesErrors()]
createServer((req, res) => strictNode(req, res, { limits: { openMs: 60_000 } }))

// options
const options: StrictResponsesOptions = { heartbeat: { interval: 1000, style: 'keepalive' } }
strictResponses(options)
// @ts-expect-error no such option
strictResponses({ dialekt: 'auto' })
// @ts-expect-error no such dialect
strictResponses({ dialect: 'chat' })
// @ts-expect-error milliseconds are a number
strictResponses({ idleTimeout: '1s' })
// @ts-expect-error a heartbeat is off with false alone
strictResponses({ heartbeat: true })
// @ts-expect-error the error handler has no options
strictResponsesErrors({ expose: true })

// routes
express().post('/v1/responses', async (req, res) => {
  const stream: RouteStream | undefined = streamOf(res)
  streamOf(req)?.signal.addEventListener('abort', () => {})
  const id: string | undefined = stream?.id
  // @ts-expect-error a route may not be wrapped
  streamOf(res).response()
  const reason: unknown = stream?.signal.reason
  const code: StopCode | undefined = reason instanceof StopReason ? reason.code : undefined
  return [id, code]
})

// what a source may be
declare const openai: OpenAI
express().post('/v1/responses', (_req, res) => {
  const sources: Source[] = [
    (async function* () {
      yield 'text'
      yield { text: 'text' }
      yield { toolCall: { name: 'f', arguments: { a: 1 } } }
      yield { type: 'response.output_text.delta', delta: 'text' }
    })(),
    async function* ({ signal }) {
      if (!signal.aborted) yield 'text'
    },
    ({ signal }) => openai.responses.create({ model: 'm', input: 'x', stream: true }, { signal }),
    ({ signal }) => openai.chat.completions.create({ model: 'm', messages: [], stream: true }, { signal }),
    Readable.from(['text']),
    new ReadableStream<Uint8Array>(),
  ]
  // @ts-expect-error a list is no stream
  sources.push(['text'])
  // @ts-expect-error numbers say nothing
  sources.push(Readable.from([1])[Symbol.asyncIterator] as () => AsyncIterable<number>)
  // @ts-expect-error a source is not optional
  void streamResponse(res)
  // @ts-expect-error no such option
  void streamResponse(res, async function* () {}, { dialekt: 'auto' })
  const closed: Promise<void> = streamResponse(res, async function* () {}, { onEnd: ({ usage }) => usage })
  return closed
})
