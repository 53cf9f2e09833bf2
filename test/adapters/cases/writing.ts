import { expect } from 'vitest'
import { FIRST, FRAMES, WHOLE } from '../../support/adapters/faulty-stream.js'
import type { Route } from '../../support/adapters/frameworks.js'
import { header, type RawReply } from '../../support/adapters/raw-reply.js'
import type { RawRequest } from '../../support/adapters/raw-request.js'

/** A way of writing one whole faulty stream; what leaves is strict each time. */
export interface WritingCase {
  readonly id: string
  readonly name: string
  readonly route: Route
  readonly request?: RawRequest
  readonly check?: (reply: RawReply) => void
}

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }
const bytes = Buffer.from(WHOLE)

/** Calls writeHead in a form that Node takes and its types do not know. */
const writeHead = (res: object, ...args: unknown[]): unknown => Reflect.apply(Reflect.get(res, 'writeHead'), res, args)

export const WRITING: readonly WritingCase[] = [
  {
    id: 'S21',
    name: 'setHeader, then write',
    route: (_req, res) => {
      res.setHeader('Content-Type', 'text/event-stream')
      for (const frame of FRAMES) res.write(frame)
      res.end()
    },
  },
  {
    id: 'S22',
    name: 'writeHead with an object',
    route: (_req, res) => {
      res.setHeader('X-Before', '1')
      res.writeHead(200, { ...EVENT_STREAM, 'X-Given': '2' })
      for (const frame of FRAMES) res.write(frame)
      res.end()
    },
    check: (reply) => {
      expect(header(reply, 'x-before')).toBe('1')
      expect(header(reply, 'x-given')).toBe('2')
    },
  },
  {
    id: 'S23',
    name: 'writeHead with a flat array keeps both cookies',
    route: (_req, res) => {
      res.setHeader('Set-Cookie', 'old=0')
      res.writeHead(200, ['Set-Cookie', 'a=1', 'Content-Type', 'text/event-stream', 'Set-Cookie', 'b=2']).end(WHOLE)
    },
    check: (reply) => expect(header(reply, 'set-cookie')).toBe('a=1 | b=2'),
  },
  {
    id: 'S23',
    name: 'writeHead with nested arrays',
    route: (_req, res) => {
      res.setHeader('X-Before', '1')
      writeHead(res, 200, [
        ['Content-Type', 'text/event-stream'],
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
      ])
      res.end(WHOLE)
    },
    check: (reply) => expect(header(reply, 'set-cookie')).toBe('a=1 | b=2'),
  },
  {
    id: 'S24',
    name: 'writeHead with a message and a wrong Content-Length',
    route: (_req, res) => res.writeHead(200, 'Fine', { ...EVENT_STREAM, 'Content-Length': 3 }).end(WHOLE),
    check: (reply) => {
      expect(reply.raw.startsWith('HTTP/1.1 200 Fine\r\n')).toBe(true)
      expect(header(reply, 'content-length')).toBeUndefined()
    },
  },
  {
    id: 'S25',
    name: 'writeHead(200, undefined, headers)',
    route: (_req, res) => {
      writeHead(res, 200, undefined, EVENT_STREAM)
      res.end(WHOLE)
    },
  },
  {
    id: 'S26',
    name: 'writeHead(200, null, headers)',
    route: (_req, res) => {
      writeHead(res, 200, null, EVENT_STREAM)
      res.end(WHOLE)
    },
  },
  {
    id: 'S26',
    name: 'writeHead(200, headers, undefined)',
    route: (_req, res) => {
      writeHead(res, 200, EVENT_STREAM, undefined)
      res.end(WHOLE)
    },
  },
  {
    id: 'S27',
    name: 'setHeaders(Headers)',
    route: (_req, res) => res.setHeaders(new Headers(EVENT_STREAM)).end(WHOLE),
  },
  {
    id: 'S28',
    name: 'a content type in mixed case with parameters',
    route: (_req, res) => res.writeHead(200, { 'content-TYPE': 'Text/Event-Stream ; charset=UTF-8' }).end(WHOLE),
  },
  {
    id: 'S29',
    name: 'flushHeaders, then write',
    route: (_req, res) => {
      res.setHeader('Content-Type', 'text/event-stream')
      res.flushHeaders()
      res.write(WHOLE)
      res.end()
    },
  },
  {
    id: 'S30',
    name: 'the whole stream in end(body)',
    route: (_req, res) => {
      res.setHeader('Content-Type', 'text/event-stream')
      res.end(bytes)
    },
  },
  {
    id: 'S31',
    name: 'one byte a write, characters split',
    route: (_req, res) => {
      res.writeHead(200, EVENT_STREAM)
      for (const byte of bytes) res.write(Uint8Array.of(byte))
      res.end()
    },
  },
  {
    id: 'S32',
    name: 'writes in base64, hex and latin1',
    route: (_req, res) => {
      const at = WHOLE.indexOf(FIRST)
      res.writeHead(200, EVENT_STREAM)
      res.write(bytes.toString('base64', 0, at), 'base64')
      res.write(bytes.toString('hex', at, at + 40), 'hex')
      res.end(bytes.toString('latin1', at + 40), 'latin1')
    },
  },
  {
    id: 'S33',
    name: 'cork and uncork',
    route: (_req, res) => {
      res.writeHead(200, EVENT_STREAM)
      res.cork()
      for (const frame of FRAMES) res.write(frame)
      process.nextTick(() => {
        res.uncork()
        res.end()
      })
    },
  },
  {
    id: 'S34',
    name: 'headers that describe the original body are removed',
    route: (_req, res) => {
      res.setHeader('ETag', '"1"')
      res.setHeader('Accept-Ranges', 'bytes')
      res.writeHead(200, {
        ...EVENT_STREAM,
        'Content-Length': bytes.length,
        'Last-Modified': 'Wed, 21 Oct 2015 07:28:00 GMT',
        'Content-MD5': 'x',
        Digest: 'x',
        'Content-Digest': 'x',
      })
      res.end(bytes)
    },
    check: (reply) => {
      const gone = /^(?:content-length|etag|last-modified|accept-ranges|content-md5|digest|content-digest):/i
      expect(reply.headers.filter((line) => gone.test(line))).toEqual([])
    },
  },
  {
    id: 'S35',
    name: 'Cache-Control is added where there is none',
    route: (_req, res) => res.writeHead(200, EVENT_STREAM).end(WHOLE),
    check: (reply) => expect(header(reply, 'cache-control')).toBe('no-cache, no-transform'),
  },
  {
    id: 'S35',
    name: 'Cache-Control is merged, not replaced',
    route: (_req, res) => res.writeHead(200, { ...EVENT_STREAM, 'Cache-Control': 'private, no-store' }).end(WHOLE),
    check: (reply) => expect(header(reply, 'cache-control')).toBe('private, no-store, no-transform'),
  },
  {
    id: 'S36',
    name: 'X-Accel-Buffering is added where there is none',
    route: (_req, res) => res.writeHead(200, EVENT_STREAM).end(WHOLE),
    check: (reply) => expect(header(reply, 'x-accel-buffering')).toBe('no'),
  },
  {
    id: 'S36',
    name: "X-Accel-Buffering stays the route's own",
    route: (_req, res) => res.writeHead(200, { ...EVENT_STREAM, 'X-Accel-Buffering': 'yes' }).end(WHOLE),
    check: (reply) => expect(header(reply, 'x-accel-buffering')).toBe('yes'),
  },
  {
    id: 'S37',
    name: 'an HTTP/1.0 client',
    route: (_req, res) => {
      res.writeHead(200, EVENT_STREAM)
      for (const frame of FRAMES) res.write(frame)
      res.end()
    },
    request: { version: '1.0' },
    check: (reply) => expect(header(reply, 'transfer-encoding')).toBeUndefined(),
  },
]
