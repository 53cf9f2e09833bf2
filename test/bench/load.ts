import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n'
const END = '0\r\n\r\n'
const BODY = JSON.stringify({ model: 'bench-1', input: 'Hello', stream: true })
const REQUEST: Buffer = Buffer.from(
  `POST /v1/responses HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`,
)
const P = 80

const asChunk = (frame: string): string => `${Buffer.byteLength(frame).toString(16)}\r\n${frame}\r\n`

/** A reply of one HTTP chunk for each frame, in writes of `perWrite` of them. */
export function replyWrites(frames: readonly string[], perWrite: number): Buffer[] {
  const writes = [HEAD]
  for (let at = 0; at < frames.length; at += perWrite)
    writes.push(
      frames
        .slice(at, at + perWrite)
        .map(asChunk)
        .join(''),
    )
  writes.push(END)
  return writes.map((text) => Buffer.from(text))
}

/** A server on a bare socket, as cheap as can be: hands each request to `answer`. */
export async function startUpstream(answer: (socket: Socket) => void): Promise<{ port: number; server: Server }> {
  const server = createServer({ noDelay: true }, (socket) => {
    // A body may come apart from its head; it begins with another letter.
    socket.on('data', (data) => data[0] === P && answer(socket))
    socket.on('error', () => socket.destroy())
  })
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 })
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, server }
}

/** Sends the writes one a turn of the loop, as fast as they are taken. */
export function sendAll(socket: Socket, writes: readonly Buffer[]): void {
  let next = 0
  const turn = (): void => {
    if (socket.destroyed) return
    const ready = socket.write(writes[next++] as Buffer)
    if (next === writes.length) return
    if (ready) setImmediate(turn)
    else socket.once('drain', turn)
  }
  turn()
}

/** Read and done with before anything else is read: one will do for all sockets. */
const READ: Buffer = Buffer.alloc(65_536)

/** A client on a bare socket. */
export class Client {
  readonly socket: Socket
  #tail = ''
  #done: (() => void) | undefined
  #failed: ((error: Error) => void) | undefined

  private constructor(port: number, onData: ((bytes: Buffer) => void) | undefined) {
    const callback = (length: number): boolean => {
      const data = READ.subarray(0, length)
      onData?.(data)
      this.#tail = (this.#tail + data.toString('latin1', Math.max(0, length - END.length))).slice(-END.length)
      if (this.#tail === END) this.#done?.()
      return true
    }
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer: READ, callback } })
    this.socket.on('error', (error) => this.#failed?.(error))
    this.socket.on('close', () => this.#failed?.(new Error('the server under test closed a connection')))
  }

  static async open(port: number, onData?: (bytes: Buffer) => void): Promise<Client> {
    const client = new Client(port, onData)
    await once(client.socket, 'connect')
    return client
  }

  /** Sends one request; resolves when its reply has been read. */
  request(): Promise<void> {
    this.#tail = ''
    this.send()
    return new Promise((resolve, reject) => {
      this.#done = resolve
      this.#failed = reject
    })
  }

  /** Sends one request, whatever becomes of it. */
  send(): void {
    this.socket.write(REQUEST)
  }

  close(): void {
    this.#failed = undefined
    this.socket.destroy()
  }
}
