import net from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { Random } from '../fuzz/random.js'
import { type Frames, framesOf } from './frames.js'
import { type Plan, planOf } from './plan.js'

/** The upstream of every stream: one server below HTTP, that does what the plan of the stream says. */
export interface SoakUpstream {
  readonly port: number
  /** Connections on which something was asked, and that are still open. */
  readonly open: () => number
  close(): Promise<void>
}

const HEAD =
  'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n'

/** Starts it on a free port of the loopback. */
export async function startUpstream(seed: number, pace: number): Promise<SoakUpstream> {
  const sockets = new Set<net.Socket>()
  const asking = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    // A route that has stopped resets its upstream.
    socket.on('error', () => {})
    socket.on('close', () => [sockets, asking].map((all) => all.delete(socket)))
    socket.once('data', (request) => {
      asking.add(socket)
      const number = Number(/^GET \/(\d+)/.exec(request.toString('latin1'))?.[1])
      void play(socket, planOf(seed, number, pace), number)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as net.AddressInfo).port,
    open: () => asking.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** What an upstream says last, where it is not its terminal event. */
function endOf({ upstream }: Plan, { last, error, pieces }: Frames): string {
  if (upstream === 'error') return error
  return upstream === 'after the end' ? last + pieces.join('') + last : last
}

async function play(socket: net.Socket, plan: Plan, number: number): Promise<void> {
  const chance = new Random(number)
  const frames = framesOf(plan)
  const garbage = plan.upstream === 'garbage' ? ['data: {"type":"response.output_te\n\n'] : []
  let head = HEAD
  for (const piece of [frames.first, ...garbage, ...frames.pieces]) {
    // What is written at once ends anywhere in a frame.
    const bytes = Buffer.from(piece)
    const cut = chance.below(bytes.length)
    if (!(await send(socket, head, bytes.subarray(0, cut)))) return
    head = ''
    if (chance.chance(0.7)) await wait(plan.pause)
    if (!(await send(socket, '', bytes.subarray(cut)))) return
  }
  if (plan.upstream === 'stall') return
  if (plan.upstream === 'reset') socket.resetAndDestroy()
  else if (plan.upstream === 'cut') socket.end(chunk(Buffer.from(frames.last).subarray(0, 20)))
  else if (await send(socket, '', Buffer.from(endOf(plan, frames)))) socket.end('0\r\n\r\n')
}

const chunk = (bytes: Uint8Array): Buffer =>
  bytes.length === 0
    ? Buffer.alloc(0)
    : Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])

/** Writes one chunk, no faster than it is read; `false` once nobody wants more. */
async function send(socket: net.Socket, head: string, bytes: Uint8Array): Promise<boolean> {
  if (socket.destroyed) return false
  if (socket.write(Buffer.concat([Buffer.from(head), chunk(bytes)]))) return true
  await new Promise<void>((resolve) => {
    socket.once('drain', resolve)
    socket.once('close', resolve)
  })
  return !socket.destroyed
}
