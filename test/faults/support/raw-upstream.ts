import net from 'node:net'
import { until } from '../../support/adapters/probe.js'

/** What an upstream does with one request: whatever a socket can do. */
export type RawPlay = (socket: net.Socket) => void | Promise<void>

/** An upstream below HTTP: it answers with bytes, and may break off anywhere. */
export interface RawUpstream {
  readonly port: number
  /** Waits until the other side has let go of every connection that it asked something on. */
  released(): Promise<void>
  close(): Promise<void>
}

/** Starts an upstream on a free port of the loopback. */
export async function startUpstream(play: RawPlay): Promise<RawUpstream> {
  const sockets = new Set<net.Socket>()
  // Node's fetch opens a new connection, and asks nothing on it, when it lets go of one.
  const asking = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    // What becomes of the other side is what the tests look at; here it is a write that failed.
    socket.on('error', () => {})
    socket.on('close', () => [sockets, asking].map((all) => all.delete(socket)))
    socket.once('data', () => {
      asking.add(socket)
      void play(socket)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as net.AddressInfo).port,
    released: () => until(() => asking.size === 0),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** The head of a reply whose body is what comes until the connection closes, or is chunked. */
export function head(framing: 'close' | 'chunked', headers: Readonly<Record<string, string>> = {}): string {
  const all = {
    'Content-Type': 'text/event-stream',
    ...(framing === 'chunked' ? { 'Transfer-Encoding': 'chunked' } : { Connection: 'close' }),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 200 OK\r\n${lines.join('')}\r\n`
}

/** One chunk of a chunked body. */
export function chunk(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
}
