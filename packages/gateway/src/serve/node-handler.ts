import type { IncomingMessage, ServerResponse } from 'node:http'
import { closeWithConnection, StopReason } from '@strict-responses/node'
import { BodyReader } from '../request/read-body.js'
import type { ByteStream } from '../stream/commit-gate.js'
import type { Call, Reply } from './call.js'

/** Answers a request of node:http, and of the frameworks on it; resolves when the reply has closed. */
export type NodeHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>

/** The node:http side. */
export function nodeHandler(answer: (call: Call) => Promise<Reply>): NodeHandler {
  return async function gateway(req, res) {
    const left = new AbortController()
    const over = new Promise<void>((resolve) => {
      res.once('close', () => {
        if (!res.writableFinished) left.abort(new StopReason('client_closed'))
        resolve()
      })
    })
    closeWithConnection(res)
    const reply = await answer({
      request: req,
      method: req.method ?? '',
      paths: pathsOf(req),
      query: new URLSearchParams(req.url?.split('?')[1]),
      header: (name) => {
        const value = req.headers[name]
        return Array.isArray(value) ? value.join(', ') : value
      },
      body: (limit) => readBody(req, limit),
      signal: left.signal,
    })
    try {
      if (res.destroyed) return void (typeof reply.body !== 'string' && (await reply.body.return()))
      reply.cut.addEventListener('abort', () => res.destroy(), { once: true })
      await write(req, res, reply)
      await over
    } catch {
      res.destroy()
    } finally {
      reply.closed()
    }
  }
}

/** Express cuts the path that a handler is mounted at off `url`, and keeps it in `originalUrl`. */
function pathsOf(req: IncomingMessage & { originalUrl?: unknown }): string[] {
  return [req.originalUrl, req.url].flatMap((url) => (typeof url === 'string' ? [url.replace(/[?#].*$/s, '')] : []))
}

/** The body, or what a body parser before us has made of it. */
async function readBody(req: IncomingMessage & { body?: unknown }, limit: number): Promise<unknown> {
  if (req.body !== undefined && req.readableEnded) return req.body
  const reader = new BodyReader(limit, req.headers['content-length'])
  // A request that is destroyed could get no reply.
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) reader.push(chunk)
  return reader.end()
}

async function write(req: IncomingMessage, res: ServerResponse, { status, headers, body }: Reply): Promise<void> {
  res.writeHead(status, headers)
  if (typeof body === 'string') {
    res.end(body)
    // What is left of a request that was too large is not kept.
    req.resume()
    return
  }
  res.flushHeaders()
  await pump(body, res)
}

/** Writes as fast as the client reads, and no faster. */
async function pump(body: ByteStream, res: ServerResponse): Promise<void> {
  try {
    for (;;) {
      const { done, value } = await body.next()
      if (done || res.destroyed) break
      if (!res.write(value)) await flowing(res)
    }
  } finally {
    await body.return()
    res.end()
  }
}

/** Resolves when the client reads again, or has left: then nothing drains any more (Q-BP-02). */
function flowing(res: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      res.off('drain', go).off('close', go)
      resolve()
    }
    res.on('drain', go).on('close', go)
    if (res.destroyed) go()
  })
}
