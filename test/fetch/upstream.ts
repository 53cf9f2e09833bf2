import { CUT, WHOLE } from '../support/adapters/faulty-stream.js'

const EVENT_STREAM = { 'content-type': 'text/event-stream' }

/** What an upstream saw of its reader. */
export interface Seen {
  cancelled: boolean
}

/** An upstream as `fetch` gives it, by what its path asks for. */
export function upstream(path: string, seen: Seen = { cancelled: false }): Response {
  const encoder = new TextEncoder()
  const body = (start: (controller: ReadableStreamDefaultController<Uint8Array>) => void): ReadableStream<Uint8Array> =>
    new ReadableStream({
      start,
      cancel() {
        seen.cancelled = true
      },
    })
  switch (path) {
    case '/json':
      return Response.json({ a: 1 }, { headers: { etag: '"1"' } })
    case '/busy':
      return new Response('data: busy\n\n', { status: 429, headers: { ...EVENT_STREAM, 'retry-after': '7' } })
    case '/empty':
      return new Response(null, { status: 204, headers: EVENT_STREAM })
    case '/foreign':
      return new Response('event: tick\ndata: {"tick":1}\n\n', { headers: EVENT_STREAM })
    case '/dies':
      return new Response(
        body((controller) => {
          controller.enqueue(encoder.encode(CUT))
          setTimeout(() => controller.error(new Error('connect ECONNREFUSED 10.0.0.7:11434')), 5)
        }),
        { headers: EVENT_STREAM },
      )
    case '/open':
      return new Response(
        body((controller) => controller.enqueue(encoder.encode(CUT))),
        { headers: EVENT_STREAM },
      )
    default:
      return new Response(WHOLE, { headers: { ...EVENT_STREAM, 'content-length': '7', etag: '"1"', 'x-mine': 'kept' } })
  }
}
