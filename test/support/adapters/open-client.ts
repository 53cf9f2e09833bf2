import net from 'node:net'
import { type RawRequest, requestBytes } from './raw-request.js'

/** A client that is looked at while its reply arrives. */
export interface OpenClient {
  readonly socket: net.Socket
  /** What has arrived, one character a byte. */
  readonly received: () => string
  readonly closed: () => boolean
}

/** Opens a request and leaves it open. */
export function openClient(port: number, request: RawRequest = {}): OpenClient {
  const socket = net.connect(port, '127.0.0.1')
  let received = ''
  let closed = false
  socket.setEncoding('latin1')
  socket.on('data', (text: string) => {
    received += text
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    closed = true
  })
  socket.write(requestBytes(request))
  return { socket, received: () => received, closed: () => closed }
}
