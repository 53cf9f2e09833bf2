import { once } from 'node:events'
import http from 'node:http'
import http2 from 'node:http2'
import net, { type AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { until } from '../support/adapters/probe.js'

/** What the interceptor takes for granted of Node: it writes an empty chunk wherever it holds one back. */
const EMPTY = { "''": '', 'an empty Uint8Array': new Uint8Array(0) }

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

interface Writable {
  write(chunk: string | Uint8Array, done?: () => void): boolean
  end(done?: () => void): unknown
}

/** a, empty, b; later empty, c. */
function writeAll(res: Writable, empty: string | Uint8Array, order: number[]): void {
  res.write('a', () => order.push(1))
  res.write(empty, () => order.push(2))
  res.write('b', () => order.push(3))
  setTimeout(() => {
    res.write(empty, () => order.push(4))
    res.write('c', () => order.push(5))
    res.end(() => order.push(6))
  }, 10)
}

async function listening(server: net.Server): Promise<number> {
  closing.push(() => server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

describe.each(Object.entries(EMPTY))('writing %s', (_name, empty) => {
  it('puts no byte on the wire of HTTP/1 and keeps the callbacks in order', async () => {
    const order: number[] = []
    const port = await listening(http.createServer((_req, res) => writeAll(res, empty, order)))
    const reply = await exchange(port)
    // An empty chunk of HTTP/1 would be the end of the reply.
    expect([reply.body, reply.complete, reply.raw.endsWith('c\r\n0\r\n\r\n')]).toEqual(['abc', true, true])
    await until(() => order.length === 6)
    expect(order).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('returns the true backpressure of HTTP/1', async () => {
    const returned: boolean[] = []
    const port = await listening(
      http.createServer((_req, res) => {
        returned.push(res.write('x'), res.write(empty), res.write('x'.repeat(8_000_000)), res.write(empty))
        res.end()
      }),
    )
    await exchange(port)
    expect(returned).toEqual([true, true, false, false])
  })

  it('puts no frame on the wire of HTTP/2 and keeps the callbacks in order', async () => {
    const order: number[] = []
    const target = await listening(http2.createServer((_req, res) => writeAll(res, empty, order)))
    const frames: string[] = []
    const port = await listening(net.createServer((client) => watchFrames(client, target, frames)))
    const session = http2.connect(`http://127.0.0.1:${port}`)
    closing.push(() => session.destroy())
    const stream = session.request()
    stream.resume()
    await once(stream, 'close')
    await until(() => order.length === 6)
    expect(order).toEqual([1, 2, 3, 4, 5, 6])
    // Type 0 is DATA; the last one ends the stream.
    expect(frames.filter((frame) => frame.startsWith('0:'))).toEqual(['0:1', '0:1', '0:1', '0:0'])
  })
})

/** Passes bytes both ways and notes `type:length` of each HTTP/2 frame that comes back. */
function watchFrames(client: net.Socket, port: number, frames: string[]): void {
  const upstream = net.connect(port, '127.0.0.1')
  let buffer = Buffer.alloc(0)
  client.pipe(upstream)
  upstream.on('data', (bytes) => {
    buffer = Buffer.concat([buffer, bytes])
    while (buffer.length >= 9 && buffer.length >= 9 + buffer.readUIntBE(0, 3)) {
      const length = buffer.readUIntBE(0, 3)
      frames.push(`${buffer[3]}:${length}`)
      buffer = buffer.subarray(9 + length)
    }
    client.write(bytes)
  })
  for (const [socket, other] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    socket.on('error', () => {})
    socket.on('close', () => other.destroy())
  }
}
