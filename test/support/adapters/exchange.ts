import net from 'node:net'
import { BEGINNING_MS, Patience } from './patience.js'
import { type RawReply, readReply } from './raw-reply.js'
import { type RawRequest, requestBytes } from './raw-request.js'

/** Sends one request over a socket of its own and reads until the server closes it, or for `ms` from the first byte on. */
export function exchange(
  port: number,
  request: RawRequest = {},
  ms = 10_000,
  beginningMs: number = BEGINNING_MS,
): Promise<RawReply> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1')
    const chunks: Buffer[] = []
    let hung = false
    const patience = new Patience(ms, beginningMs, () => {
      hung = true
      socket.destroy()
    })
    socket.once('data', () => patience.begin())
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET') reject(error)
    })
    socket.on('close', () => {
      patience.stop()
      resolve(readReply(Buffer.concat(chunks), hung))
    })
    socket.write(requestBytes(request))
  })
}
