import { createReadStream } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { WHOLE } from '../../support/adapters/faulty-stream.js'
import type { Route } from '../../support/adapters/frameworks.js'
import type { RawRequest } from '../../support/adapters/raw-request.js'

/** A reply that must leave as if there were no adapter. */
export interface UntouchedCase {
  readonly id: string
  readonly name: string
  readonly route: Route
  /** Requests to try; all kinds where nothing is said. */
  readonly requests?: Readonly<Record<string, RawRequest>>
  /** What the plain reply must contain, so that a case cannot become empty. */
  readonly has?: string
}

export const REQUESTS: Readonly<Record<string, RawRequest>> = {
  GET: {},
  HEAD: { method: 'HEAD' },
  'HTTP/1.0': { version: '1.0' },
  conditional: { headers: { 'If-None-Match': '"1"', 'If-Modified-Since': 'Wed, 21 Oct 2065 07:28:00 GMT' } },
  range: { headers: { Range: 'bytes=1-3' } },
}

const FILE = fileURLToPath(import.meta.url)

export const UNTOUCHED: readonly UntouchedCase[] = [
  {
    id: 'S1',
    name: 'JSON',
    route: (_req, res) => {
      res.setHeader('Content-Type', 'application/json')
      res.end('{"a":1}')
    },
    has: '{"a":1}',
  },
  { id: 'S2', name: 'a string', route: (_req, res) => res.end('héllo'), has: 'Content-Length: 6' },
  { id: 'S3', name: 'a Buffer', route: (_req, res) => res.end(Buffer.from([0, 1, 255])), has: '\x00\x01\xff' },
  { id: 'S4', name: 'end(text) keeps Content-Length', route: (_req, res) => res.end('x'), has: 'Content-Length: 1' },
  { id: 'S5', name: 'an empty body', route: (_req, res) => res.end(), has: 'Content-Length: 0' },
  {
    id: 'S6',
    name: 'chunked text',
    route: (_req, res) => {
      res.write('one')
      res.write('two', 'utf8', () => res.end('three'))
    },
    has: 'three\r\n0\r\n\r\n',
  },
  { id: 'S7', name: '204', route: (_req, res) => res.writeHead(204).end(), has: '204 No Content' },
  { id: 'S8', name: '304', route: (_req, res) => res.writeHead(304, { ETag: '"1"' }).end(), has: '304 Not Modified' },
  { id: 'S9', name: 'a redirect', route: (_req, res) => res.writeHead(302, { Location: '/a' }).end(), has: '/a' },
  {
    id: 'S10',
    name: 'a file',
    route: (_req, res) => {
      res.setHeader('Content-Type', 'text/plain')
      createReadStream(FILE).pipe(res)
    },
    has: 'createReadStream(FILE)',
  },
  { id: 'S11', name: '404', route: (_req, res) => res.writeHead(404).end('nothing here'), has: '404 Not Found' },
  {
    id: 'S12',
    name: 'the error page of a route that throws',
    route: () => {
      throw new Error('no')
    },
    has: '500 Internal Server Error',
  },
  {
    id: 'S13',
    name: 'writeHead with an object keeps the case of its names',
    route: (_req, res) => res.writeHead(200, { 'x-CaSe': 'a', 'Content-Type': 'text/plain' }).end('x'),
    has: 'x-CaSe: a',
  },
  {
    id: 'S14',
    name: 'writeHead with a flat array and two cookies',
    route: (_req, res) => res.writeHead(200, ['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2']).end('x'),
    has: 'b=2',
  },
  {
    id: 'S15',
    name: 'writeHead with a message',
    route: (_req, res) => res.writeHead(200, 'Fine', { 'X-A': '1' }).end('x'),
    has: 'HTTP/1.1 200 Fine',
  },
  {
    id: 'S16',
    name: 'trailers',
    route: (_req, res) => {
      res.writeHead(200, { Trailer: 'X-Sum' })
      res.write('body')
      res.addTrailers({ 'X-Sum': '42' })
      res.end()
    },
    // Node itself throws for trailers without chunks.
    requests: { GET: {}, range: { headers: { Range: 'bytes=1-3' } } },
    has: '0\r\nX-Sum: 42\r\n\r\n',
  },
  {
    id: 'S17',
    name: 'an event stream with status 204',
    route: (_req, res) => res.writeHead(204, { 'Content-Type': 'text/event-stream' }).end(),
    has: 'Content-Type: text/event-stream',
  },
  {
    id: 'S17',
    name: 'an event stream with an error status',
    route: (_req, res) => res.writeHead(500, { 'Content-Type': 'text/event-stream' }).end(WHOLE),
    has: 'response.completed',
  },
  {
    id: 'S18',
    name: 'a route that declares an event stream and throws before the head',
    route: (_req, res) => {
      res.setHeader('Content-Type', 'text/event-stream')
      res.getHeader('Cache-Control')
      throw new Error('no')
    },
    has: '500 Internal Server Error',
  },
  {
    id: 'S19',
    name: 'HEAD of an event stream',
    route: (_req, res) => res.writeHead(200, { 'Content-Type': 'text/event-stream', ETag: '"1"' }).end(WHOLE),
    requests: { HEAD: { method: 'HEAD' } },
    has: 'ETag: "1"',
  },
  { id: 'S20', name: 'a latin1 body', route: (_req, res) => res.end('h\xe9', 'latin1'), has: 'h\xe9' },
]
