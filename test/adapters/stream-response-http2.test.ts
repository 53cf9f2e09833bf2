import { once } from 'node:events'
import http2 from 'node:http2'
import type { AddressInfo } from 'node:net'
import { type Source, streamResponse } from '@strict-responses/node'
import { afterEach, describe, expect, it } from 'vitest'
import { TEXT } from '../support/adapters/faulty-stream.js'
import { Probe, until } from '../support/adapters/probe.js'
import { expectStrictBody } from '../support/adapters/strict.js'
import { SOURCES } from './cases/sources.js'

let server: http2.Http2Server | undefined
let session: http2.ClientHttp2Session | undefined
afterEach(() => {
  session?.destroy()
  server?.close()
})

async function request(source: Source, probe: Probe): Promise<http2.ClientHttp2Stream> {
  server = http2.createServer(async (_req, res) => {
    await streamResponse(res, source)
    probe.note('closed')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  session = http2.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return session.request({ ':path': '/v1/responses' }).setEncoding('utf8')
}

describe('streamResponse over HTTP/2', () => {
  it.each(SOURCES)('sends $name', async ({ source }) => {
    const probe = new Probe()
    const stream = await request(source(), probe)
    let body = ''
    for await (const text of stream) body += text
    expectStrictBody(body, TEXT)
    await until(() => probe.notes.length === 1)
  })

  it('stops the source when the client resets its stream', async () => {
    const probe = new Probe()
    const source = async function* ({ signal }: { signal: AbortSignal }): AsyncGenerator<string> {
      try {
        yield 'x'
        await once(signal, 'abort')
        probe.note(signal.reason.code)
      } finally {
        probe.note('returned')
      }
    }
    const stream = await request(source, probe)
    await once(stream, 'data')
    stream.close(http2.constants.NGHTTP2_CANCEL)
    await until(() => probe.notes.length === 3)
    expect(probe.notes.toSorted()).toEqual(['client_closed', 'closed', 'returned'])
  })

  it('next() is not called while the client does not read', async () => {
    const probe = new Probe()
    let asked = 0
    const source = async function* (): AsyncGenerator<string> {
      for (; asked < 500; asked++) yield 'x'.repeat(16_384)
    }
    const stream = await request(source, probe)
    await once(stream, 'response')
    let before = -1
    let same = 0
    await until(() => {
      same = asked === before ? same + 1 : 0
      before = asked
      return same === 20
    }, 5000)
    expect(asked).toBeLessThan(100)
    stream.resume()
    await until(() => asked === 500, 10_000)
  })
})
