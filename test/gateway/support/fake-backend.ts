import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { loopTime } from '../../support/loop-time.js'

/** A request as the backend saw it. */
export interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Record<string, unknown>
}

/** What the backend does with a request. */
export type Play = (res: ServerResponse, seen: Seen) => void | Promise<void>

/** A backend on loopback that does what it is told, and remembers what it was asked. */
export interface FakeBackend {
  readonly url: string
  readonly seen: Seen[]
  /** When the connection of each reply closed, by `loopTime()`. */
  readonly closed: number[]
  readonly server: Server
  close(): Promise<void>
}

/** Starts a backend; `play` answers everything, or the paths that it has. */
export async function startBackend(play: Play | Readonly<Record<string, Play>>): Promise<FakeBackend> {
  const seen: Seen[] = []
  const closed: number[] = []
  const server = createServer(async (req, res) => {
    res.on('close', () => closed.push(loopTime()))
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk)
    const path = (req.url ?? '').replace(/^\/v1/, '')
    const text = Buffer.concat(chunks).toString()
    const one = { method: req.method ?? '', path, headers: req.headers, body: text === '' ? {} : JSON.parse(text) }
    seen.push(one)
    const answer = typeof play === 'function' ? play : play[path]
    if (!answer) res.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found')
    else await answer(res, one)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    seen,
    closed,
    server,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** Answers with an event stream of these frames; strings leave as they are. */
export function frames(...list: readonly unknown[]): Play {
  return (res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' })
    res.end(list.map(frame).join(''))
  }
}

/** One frame: a string as it is, anything else as JSON. */
export const frame = (value: unknown): string =>
  typeof value === 'string' ? value : `data: ${JSON.stringify(value)}\n\n`

/** Answers with JSON. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Play {
  return (res) => {
    res.writeHead(status, { 'content-type': 'application/json', ...headers })
    res.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
}
