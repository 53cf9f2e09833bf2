import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { brotliCompressSync, createGzip, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { endless, still } from '../support/adapters/endless.js'
import { exchange } from '../support/adapters/exchange.js'
import { COMPLETED, CREATED, CUT, delta, FIRST, SECOND, TEXT, WHOLE } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Route, type Running } from '../support/adapters/frameworks.js'
import { openClient } from '../support/adapters/open-client.js'
import { Probe, until } from '../support/adapters/probe.js'
import { header, readReply } from '../support/adapters/raw-reply.js'
import { expectStrict } from '../support/adapters/strict.js'

const head = (encoding: string): Record<string, string> => ({
  'Content-Type': 'text/event-stream',
  'Content-Encoding': encoding,
})

let running: Running | undefined
afterEach(() => running?.close())

describe.each(FRAMEWORKS)('encoded upstreams, $name', ({ app }) => {
  const codings: readonly [string, (text: string) => Buffer][] = [
    ['gzip', (text) => gzipSync(text)],
    ['X-Gzip', (text) => gzipSync(text)],
    ['deflate', (text) => deflateSync(text)],
    ['br', (text) => brotliCompressSync(text)],
  ]

  it.each(codings)('S58 %s is decoded, with its callbacks in order', async (encoding, encode) => {
    const probe = new Probe()
    const route: Route = (_req, res) => {
      const bytes = encode(WHOLE)
      res.writeHead(200, head(encoding))
      res.write(bytes.subarray(0, 40), () => probe.note(1))
      res.write(bytes.subarray(40), () => probe.note(2))
      res.end(() => probe.note(3))
    }
    running = await listen(app(route, {}))
    const reply = await exchange(running.port)
    expectStrict(reply, TEXT)
    expect(header(reply, 'content-encoding')).toBeUndefined()
    expect(probe.notes).toEqual([1, 2, 3])
  })

  it('S58 what the upstream flushes leaves at once', async () => {
    const gzip = createGzip()
    running = await listen(app((_req, res) => gzip.pipe(res.writeHead(200, head('gzip'))), {}))
    const client = openClient(running.port)
    gzip.write(CREATED + FIRST)
    gzip.flush()
    await until(() => client.received().includes('"delta":"H'))
    gzip.end(SECOND + COMPLETED)
    await until(client.closed)
    expectStrict(readReply(Buffer.from(client.received(), 'latin1'), false), TEXT)
  })

  it('S58 much of it arrives whole and in order', async () => {
    const lines = Array.from({ length: 60 }, (_, index) => `${index} ${'x'.repeat(20_000)}\n`)
    const source = Readable.from([CREATED, ...lines.map(delta), COMPLETED])
    running = await listen(app((_req, res) => source.pipe(createGzip()).pipe(res.writeHead(200, head('gzip'))), {}))
    expectStrict(await exchange(running.port), lines.join(''))
  })

  it('S58 a frame larger than every buffer never stalls pipe', async () => {
    const text = randomBytes(300_000).toString('base64')
    const bytes = gzipSync(CREATED + delta(text) + COMPLETED)
    const pieces = Array.from({ length: 40 }, (_, at) => bytes.subarray(at * 10_000, at * 10_000 + 10_000))
    running = await listen(app((_req, res) => Readable.from(pieces).pipe(res.writeHead(200, head('gzip'))), {}))
    expectStrict(await exchange(running.port), text)
  })

  it('S58 a slow reader bounds what the upstream sends', async () => {
    // Noise, so that little is not decoded to much.
    const source = endless(gzipSync(delta(randomBytes(48_000).toString('base64'))))
    running = await listen(app((_req, res) => source.pipe(res.writeHead(200, head('gzip'))), {}))
    const { socket } = openClient(running.port)
    socket.pause()
    await still(source)
    expect(source.produced).toBeLessThan(16 * 1024 * 1024)
    socket.destroy()
  })

  it('S59 truncated bytes end as a failed stream', async () => {
    const bytes = gzipSync(CUT + CREATED.repeat(50))
    const route: Route = (_req, res) => res.writeHead(200, head('gzip')).end(bytes.subarray(0, bytes.length - 12))
    running = await listen(app(route, {}))
    expectStrict(await exchange(running.port), 'Hél', 'failed')
  })

  it('S60 corrupt bytes end as a failed stream', async () => {
    const route: Route = async (_req, res) => {
      const gzip = createGzip()
      gzip.pipe(res.writeHead(200, head('gzip')), { end: false })
      gzip.write(CUT)
      await new Promise<void>((resolve) => gzip.flush(resolve))
      setTimeout(() => {
        res.write('junk'.repeat(1000))
        res.end()
      }, 10)
    }
    running = await listen(app(route, {}))
    expectStrict(await exchange(running.port), 'Hél', 'failed')
  })
})
