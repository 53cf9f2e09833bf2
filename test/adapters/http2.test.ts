import { once } from 'node:events'
import http2 from 'node:http2'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { type ServerReply, type ServerRequest, streamOf, strictResponses } from '@strict-responses/node'
import { afterEach, describe, expect, it } from 'vitest'
import { openStreams } from '../../packages/node/src/open-streams.js'
import { CREATED, CUT, FRAMES, SECOND, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { Probe, until } from '../support/adapters/probe.js'
import { expectStrictBody } from '../support/adapters/strict.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }

let server: http2.Http2Server | undefined
let session: http2.ClientHttp2Session | undefined
afterEach(() => {
  session?.destroy()
  server?.close()
})

type Route = (req: ServerRequest, res: http2.Http2ServerResponse) => unknown

async function request(route: Route, wrapped = true): Promise<http2.ClientHttp2Stream> {
  server = http2.createServer((req, res: ServerReply & http2.Http2ServerResponse) => {
    if (wrapped) strictResponses(req, res)
    route(req, res)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  session = http2.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  session.on('error', () => {})
  const stream = session.request({ ':path': '/v1/responses' })
  stream.setEncoding('utf8')
  return stream
}

async function read(stream: http2.ClientHttp2Stream): Promise<{ body: string; headers: http2.IncomingHttpHeaders }> {
  let headers: http2.IncomingHttpHeaders = {}
  let body = ''
  stream.on('response', (received) => {
    headers = received
  })
  stream.on('data', (text: string) => {
    body += text
  })
  stream.on('error', () => {})
  await once(stream, 'close')
  return { body, headers }
}

describe('HTTP/2 by its compatibility API', () => {
  const ways: readonly [string, Route][] = [
    [
      'S21 setHeader, then write',
      (_req, res) => {
        res.setHeader('Content-Type', 'text/event-stream')
        for (const frame of FRAMES) res.write(frame)
        res.end()
      },
    ],
    [
      'S22 writeHead, connection headers and all',
      (_req, res) => {
        res.writeHead(200, { ...EVENT_STREAM, 'Content-Length': '3' }).end(WHOLE)
      },
    ],
    [
      'S29 flushHeaders, then write',
      (_req, res) => {
        res.setHeader('Content-Type', 'text/event-stream')
        // Node has it, its types have not.
        Reflect.apply(Reflect.get(res, 'flushHeaders'), res, [])
        res.end(WHOLE)
      },
    ],
    [
      'S30 the whole stream in end(body), which comes back through write',
      (_req, res) => {
        res.setHeader('Content-Type', 'text/event-stream')
        res.end(WHOLE)
      },
    ],
    [
      'S31 one byte a write',
      (_req, res) => {
        res.writeHead(200, EVENT_STREAM)
        for (const byte of Buffer.from(WHOLE)) res.write(Uint8Array.of(byte))
        res.end()
      },
    ],
    [
      'the terminal event alone',
      (_req, res) => {
        res.writeHead(200, EVENT_STREAM).write(WHOLE)
      },
    ],
  ]
  it.each(ways)('%s', async (_name, route) => {
    const { body, headers } = await read(await request(route))
    expectStrictBody(body, TEXT)
    expect(headers['content-type']).toBe('text/event-stream; charset=utf-8')
    expect(headers['cache-control']).toBe('no-cache, no-transform')
    expect(headers['content-length']).toBeUndefined()
  })

  it('S1 a reply that is no stream stays as it is', async () => {
    const route: Route = (_req, res) => {
      res.setHeader('X-A', '1')
      res.end('{"a":1}')
    }
    const replies = [await read(await request(route, false)), await read(await request(route))]
    const [plain, wrapped] = replies.map(({ body, headers }) => ({ body, ...headers, date: 'masked' }))
    expect(wrapped).toEqual(plain)
  })

  it('S41 callbacks fire in order, also for held chunks', async () => {
    const probe = new Probe()
    const stream = await request((_req, res) => {
      res.writeHead(200, EVENT_STREAM)
      res.write(WHOLE.slice(0, 5), () => probe.note(1))
      res.write(WHOLE.slice(5, 60), () => probe.note(2))
      res.write(WHOLE.slice(60), () => probe.note(3))
      res.end(() => probe.note(4))
    })
    expectStrictBody((await read(stream)).body, TEXT)
    expect(probe.notes).toEqual([1, 2, 3, 4])
  })

  it('a client that leaves before the head stops what is piped into its reply', async () => {
    const probe = new Probe()
    const source = new Readable({ read() {} })
    source.push(CREATED)
    const stream = await request(async (req, res) => {
      res.on('close', () => probe.note('closed'))
      probe.note('called')
      await until(() => probe.notes.includes('closed'))
      source.pipe(res.writeHead(200, EVENT_STREAM))
      probe.note(streamOf(req)?.signal.reason.code)
    })
    stream.on('error', () => {})
    await until(() => probe.notes.length === 1)
    stream.destroy()
    await until(() => probe.notes.length === 3)
    expect(probe.notes[2]).toBe('client_closed')
    await until(() => source.destroyed)
    expect(openStreams.size).toBe(0)
  })

  it('S51 S53 a route that breaks ends as a failed stream', async () => {
    const destroyed: Route = (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(CUT)
      setTimeout(() => res.stream && Reflect.apply(Reflect.get(res, 'destroy'), res, [new Error('no')]), 5)
    }
    const died: Route = (_req, res) => {
      const source = new Readable({ read() {} })
      source.push(CUT)
      source.pipe(res.writeHead(200, EVENT_STREAM))
      setTimeout(() => source.destroy(), 5)
    }
    for (const route of [destroyed, died]) {
      expectStrictBody((await read(await request(route))).body, 'Hél', 'failed')
    }
  })

  it('S55 a client that leaves stops the source', async () => {
    const probe = new Probe()
    const source = new Readable({ read() {} })
    const stream = await request((req, res) => {
      const signal = streamOf(req)?.signal
      signal?.addEventListener('abort', () => probe.note(signal.reason.code))
      source.push(CREATED)
      source.pipe(res.writeHead(200, EVENT_STREAM))
      res.on('close', () => probe.note(res.write(SECOND)))
    })
    stream.on('error', () => {})
    await once(stream, 'data')
    stream.close(http2.constants.NGHTTP2_CANCEL)
    await until(() => source.destroyed && probe.notes.length === 2)
    expect(probe.notes).toEqual(['client_closed', true])
  })
})
