import { StopReason } from '@strict-responses/node'
import { BodyReader } from '../request/read-body.js'
import type { ByteStream } from '../stream/commit-gate.js'
import type { Call, Reply } from './call.js'

/** Answers a fetch-style request. */
export type FetchHandler = (request: Request) => Promise<Response>

/** The fetch side: Hono, Bun, Deno, Next and anything else that has `Request` and `Response`. */
export function fetchHandler(answer: (call: Call) => Promise<Reply>): FetchHandler {
  return async function gateway(request) {
    const left = new AbortController()
    const leave = (): void => left.abort(new StopReason('client_closed'))
    if (request.signal.aborted) leave()
    else request.signal.addEventListener('abort', leave, { once: true })
    const { pathname, searchParams } = new URL(request.url)
    const reply = await answer({
      request,
      method: request.method,
      paths: [pathname],
      query: searchParams,
      header: (name) => request.headers.get(name) ?? undefined,
      body: (limit) => readBody(request, limit),
      signal: left.signal,
    })
    const closed = (): void => {
      request.signal.removeEventListener('abort', leave)
      reply.closed()
    }
    const { status, headers, body } = reply
    if (typeof body === 'string') closed()
    return new Response(typeof body === 'string' ? body : webStream(body, reply.cut, leave, closed), {
      status,
      headers,
    })
  }
}

async function readBody(request: Request, limit: number): Promise<unknown> {
  const reader = new BodyReader(limit, request.headers.get('content-length') ?? undefined)
  if (request.body) for await (const chunk of request.body as AsyncIterable<Uint8Array>) reader.push(chunk)
  return reader.end()
}

/** Nothing is fetched before it is asked for. */
function webStream(
  body: ByteStream,
  cut: AbortSignal,
  leave: () => void,
  closed: () => void,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        cut.addEventListener('abort', () => {
          leave()
          closed()
          controller.error(new Error('the reply was cut'))
        })
      },
      async pull(controller) {
        const { done, value } = await body.next()
        if (value) controller.enqueue(value)
        if (!done) return
        closed()
        controller.close()
      },
      async cancel() {
        leave()
        await body.return()
        closed()
      },
    },
    { highWaterMark: 0 },
  )
}
