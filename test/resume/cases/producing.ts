import { once } from 'node:events'
import { PassThrough, Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createGzip } from 'node:zlib'
import { streamResponse } from '@strict-responses/node'
import { COMPLETED, CREATED, delta, FIRST, SECOND } from '../../support/adapters/faulty-stream.js'
import type { Route } from '../../support/adapters/frameworks.js'

/** What a route and its test agree on: the client leaves while the route waits. */
export type Pause = () => Promise<void>

/** A way of producing a stream, in the middle of which the client leaves. */
export interface ProducingCase {
  readonly id: string
  readonly name: string
  readonly route: (pause: Pause) => Route
  /** Where the route has given all it has before the client leaves, there is nothing to abort. */
  readonly givenWhole?: boolean
}

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }
const BEFORE = CREATED + FIRST
const AFTER = SECOND + COMPLETED

/** Calls writeHead in a form that Node takes and its types do not know. */
const writeHead = (res: object, ...args: unknown[]): unknown => Reflect.apply(Reflect.get(res, 'writeHead'), res, args)

/** Writes in two parts, the client leaving between them, behind a head that is sent so. */
const writing =
  (sendHead: (res: Parameters<Route>[1]) => unknown) =>
  (pause: Pause): Route =>
  async (_req, res) => {
    sendHead(res)
    res.write(BEFORE)
    await pause()
    res.write(SECOND)
    res.end(COMPLETED)
  }

async function* frames(pause: Pause): AsyncGenerator<string> {
  yield BEFORE
  await pause()
  yield AFTER
}

export const PRODUCING: readonly ProducingCase[] = [
  {
    id: 'S21',
    name: 'setHeader, then write',
    route: writing((res) => res.setHeader('Content-Type', 'text/event-stream')),
  },
  { id: 'S22', name: 'writeHead with an object', route: writing((res) => res.writeHead(200, EVENT_STREAM)) },
  {
    id: 'S23',
    name: 'writeHead with a flat array',
    route: writing((res) => res.writeHead(200, ['Content-Type', 'text/event-stream', 'Set-Cookie', 'a=1'])),
  },
  {
    id: 'S23',
    name: 'writeHead with nested arrays',
    route: writing((res) => writeHead(res, 200, [['Content-Type', 'text/event-stream']])),
  },
  {
    id: 'S24',
    name: 'writeHead with a message and a wrong Content-Length',
    route: writing((res) => res.writeHead(200, 'Fine', { ...EVENT_STREAM, 'Content-Length': 3 })),
  },
  {
    id: 'S25',
    name: 'writeHead(200, undefined, headers)',
    route: writing((res) => writeHead(res, 200, undefined, EVENT_STREAM)),
  },
  {
    id: 'S26',
    name: 'writeHead(200, null, headers)',
    route: writing((res) => writeHead(res, 200, null, EVENT_STREAM)),
  },
  { id: 'S27', name: 'setHeaders(Headers)', route: writing((res) => res.setHeaders(new Headers(EVENT_STREAM))) },
  {
    id: 'S28',
    name: 'a content type in mixed case',
    route: writing((res) => res.writeHead(200, { 'content-TYPE': 'Text/Event-Stream ; charset=UTF-8' })),
  },
  {
    id: 'S29',
    name: 'flushHeaders, then write',
    route: writing((res) => res.setHeader('Content-Type', 'text/event-stream').flushHeaders()),
  },
  {
    id: 'S30',
    name: 'the whole stream in end(body)',
    route: (pause) => async (_req, res) => {
      res.writeHead(200, EVENT_STREAM).end(BEFORE + AFTER)
      await pause()
    },
    givenWhole: true,
  },
  {
    id: 'S31',
    name: 'one byte a write, characters split',
    route: (pause) => async (_req, res) => {
      res.writeHead(200, EVENT_STREAM)
      const bytes = Buffer.from(BEFORE + AFTER)
      const middle = bytes.indexOf('👋') + 2
      for (const byte of bytes.subarray(0, middle)) res.write(Uint8Array.of(byte))
      await pause()
      for (const byte of bytes.subarray(middle)) res.write(Uint8Array.of(byte))
      res.end()
    },
  },
  {
    id: 'S32',
    name: 'writes in base64, hex and latin1',
    route: (pause) => async (_req, res) => {
      const rest = Buffer.from(AFTER)
      res.writeHead(200, EVENT_STREAM).write(Buffer.from(BEFORE).toString('base64'), 'base64')
      await pause()
      res.write(rest.toString('hex', 0, 40), 'hex')
      res.end(rest.toString('latin1', 40), 'latin1')
    },
  },
  {
    id: 'S33',
    name: 'cork and uncork',
    route: (pause) => async (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(BEFORE)
      await pause()
      res.cork()
      res.write(SECOND)
      res.write(COMPLETED)
      await new Promise(process.nextTick)
      res.uncork()
      res.end()
    },
  },
  {
    id: 'S41',
    name: 'a write at a time, awaiting each callback',
    route: (pause) => async (_req, res) => {
      res.writeHead(200, EVENT_STREAM)
      const write = promisify((chunk: string, done: () => void) => res.write(chunk, done))
      await write(BEFORE)
      await pause()
      await write(SECOND)
      await write(COMPLETED)
      await promisify((done) => res.end(done))()
    },
  },
  {
    id: 'S40',
    name: 'pipe',
    route: (pause) => async (_req, res) => {
      Readable.from(frames(pause)).pipe(res.writeHead(200, EVENT_STREAM))
      await once(res, 'finish')
    },
  },
  {
    id: 'S51',
    name: 'pipeline',
    route: (pause) => async (_req, res) => pipeline(frames(pause), res.writeHead(200, EVENT_STREAM)),
  },
  {
    id: 'S51',
    name: 'pipeline of streams',
    route: (pause) => async (_req, res) =>
      pipeline(Readable.from(frames(pause)), new PassThrough(), res.writeHead(200, EVENT_STREAM)),
  },
  {
    id: 'E66',
    name: 'Writable.toWeb and pipeTo',
    route: (pause) => async (_req, res) => {
      const source = Readable.toWeb(Readable.from(frames(pause)).map((text) => Buffer.from(text)))
      await source.pipeTo(Writable.toWeb(res.writeHead(200, EVENT_STREAM)))
    },
  },
  {
    id: 'F10',
    name: 'a PassThrough that is written later',
    route: (pause) => async (_req, res) => {
      const through = new PassThrough()
      through.pipe(res.writeHead(200, EVENT_STREAM))
      through.write(BEFORE)
      await pause()
      through.end(AFTER)
      await once(res, 'finish')
    },
  },
  {
    id: 'S39',
    name: 'more than the client reads, waiting for drain',
    route: (pause) => async (_req, res) => {
      res.writeHead(200, EVENT_STREAM).write(BEFORE)
      const large = delta('x'.repeat(100_000))
      let paused = false
      for (let count = 0; count < 20; count++) {
        if (res.write(large)) continue
        const leaving = paused ? undefined : pause()
        paused = true
        await Promise.all([once(res, 'drain'), leaving])
      }
      res.end(AFTER)
    },
  },
  {
    id: 'S58',
    name: 'a gzip body',
    route: (pause) => async (_req, res) => {
      const gzip = createGzip()
      gzip.pipe(res.writeHead(200, { ...EVENT_STREAM, 'Content-Encoding': 'gzip' }))
      gzip.write(BEFORE)
      gzip.flush()
      await pause()
      gzip.end(AFTER)
      await once(res, 'finish')
    },
  },
  {
    id: 'T1',
    name: 'streamResponse',
    route: (pause) => (_req, res) =>
      streamResponse(res, async function* () {
        yield 'Hél'
        await pause()
        yield 'lo 👋'
      }),
  },
]
