import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { strictResponses, strictResponsesErrors } from '@strict-responses/express'
import type { RequestHandler } from 'express'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { EXPRESS_VERSIONS } from '../support/adapters/express-versions.js'
import { CUT, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { listen, type Running } from '../support/adapters/frameworks.js'
import { header, type RawReply } from '../support/adapters/raw-reply.js'
import { expectStrict } from '../support/adapters/strict.js'

const EVENT_STREAM = { 'Content-Type': 'text/event-stream' }

/** An upstream that sends the whole stream, or, under /dies, is cut in the middle of it. */
let upstream: Running
let folder: string
let running: Running | undefined

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strict-responses-'))
  await writeFile(join(folder, 'recorded.sse'), WHOLE)
  upstream = await listen((req, res) => {
    res.writeHead(200, EVENT_STREAM)
    if (req.url !== '/dies') return res.end(WHOLE)
    res.write(CUT)
    setTimeout(() => res.destroy(), 20)
  })
})
afterEach(() => running?.close())
afterAll(async () => {
  await upstream.close()
  await rm(folder, { recursive: true })
})

const bodyOf = async (path: string): Promise<ReadableStream<Uint8Array>> => {
  const { body } = await fetch(`http://127.0.0.1:${upstream.port}${path}`)
  if (!body) throw new Error('no body')
  // The types of Node and of the DOM each have their own ReadableStream.
  return body as ReadableStream<Uint8Array>
}

interface SourceCase {
  readonly id: string
  readonly name: string
  readonly send: (body: ReadableStream<Uint8Array>, res: Parameters<RequestHandler>[1]) => Promise<void>
}

/** The ways in which a route passes on what `fetch` gave it. */
const PROXIES: readonly SourceCase[] = [
  { id: 'E66', name: 'Writable.toWeb(res) and pipeTo', send: (body, res) => body.pipeTo(Writable.toWeb(res)) },
  {
    id: 'E67',
    name: 'for await over the body',
    send: async (body, res) => {
      for await (const chunk of body) res.write(chunk)
      res.end()
    },
  },
  { id: 'E68', name: 'pipeline from Readable.fromWeb', send: (body, res) => pipeline(Readable.fromWeb(body), res) },
]

describe.each(EXPRESS_VERSIONS)('sources, $name', ({ make }) => {
  const reply = async (wrapped: boolean, route: RequestHandler, request = {}): Promise<RawReply> => {
    const app = make()
    if (wrapped) app.use(strictResponses())
    app.use((req, res, next) => {
      // Express 4 does not look at what a route returns.
      Promise.resolve(route(req, res, next)).catch(next)
    })
    if (wrapped) app.use(strictResponsesErrors())
    running = await listen(app)
    const answer = await exchange(running.port, request)
    await running.close()
    return answer
  }

  it('E64 res.send of a whole stream: no ETag, and no 304 for who has seen it', async () => {
    const route: RequestHandler = (_req, res) => void res.type('text/event-stream').send(WHOLE)
    const etag = header(await reply(false, route), 'etag')
    expect(etag).toMatch(/^W\//)
    const request = { headers: { 'If-None-Match': etag } }
    expect((await reply(false, route, request)).status).toBe(304)
    for (const asked of [{}, { headers: { 'If-None-Match': '"other"' } }]) {
      const ours = await reply(true, route, asked)
      expectStrict(ours, TEXT)
      expect(header(ours, 'etag')).toBeUndefined()
    }
  })

  it('E65 res.sendFile of a recorded stream: nothing that describes the file', async () => {
    const route: RequestHandler = (_req, res) => res.sendFile('recorded.sse', { root: folder, headers: EVENT_STREAM })
    const plain = await reply(false, route)
    expect(plain.body).toBe(WHOLE)
    expect(header(plain, 'content-length')).toBe(String(Buffer.byteLength(WHOLE)))
    const ours = await reply(true, route)
    expectStrict(ours, TEXT)
    for (const name of ['content-length', 'etag', 'last-modified', 'accept-ranges'])
      expect(header(ours, name), name).toBeUndefined()
  })

  describe.each(PROXIES)('$id $name', ({ send }) => {
    it('passes on a whole stream', async () => {
      const ours = await reply(true, async (_req, res) => {
        res.writeHead(200, EVENT_STREAM)
        await send(await bodyOf('/whole'), res)
      })
      expectStrict(ours, TEXT)
    })

    it('E81 an upstream that dies is a failed stream, and a cut one without us', async () => {
      const route: RequestHandler = async (_req, res) => {
        res.writeHead(200, EVENT_STREAM)
        await send(await bodyOf('/dies'), res)
      }
      const plain = await reply(false, route)
      expect([plain.body, plain.complete]).toEqual([CUT, false])
      expectStrict(await reply(true, route), 'Hél', 'failed')
    })
  })

  it('E68 Readable.fromWeb(body).pipe(res) passes on a whole stream', async () => {
    const ours = await reply(true, async (_req, res) => {
      Readable.fromWeb(await bodyOf('/whole')).pipe(res.writeHead(200, EVENT_STREAM))
    })
    expectStrict(ours, TEXT)
  })

  it('E68 a piped source that closes early is a failed stream, where the client hangs without us', async () => {
    const route: RequestHandler = (_req, res) => {
      const source = new Readable({ read() {} })
      source.push(CUT)
      source.pipe(res.writeHead(200, EVENT_STREAM))
      setTimeout(() => source.destroy(), 20)
    }
    running = await listen(make().use(route))
    expect((await exchange(running.port, {}, 500)).hung).toBe(true)
    await running.close()
    expectStrict(await reply(true, route), 'Hél', 'failed')
  })
})
