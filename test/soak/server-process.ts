import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getHeapCodeStatistics } from 'node:v8'
import { openStreams } from '../../packages/node/src/open-streams.js'
import { expressApp, fastifyApp, koaApp } from './apps.js'
import { Timers } from './timers.js'

/** What the server's process says of itself. */
export interface Measure {
  readonly heap: number
  /** Bytes of the heap that are compiled code, and what V8 keeps to undo its optimizations. */
  readonly code: number
  /** Bytes of array buffers, which are no part of the heap. */
  readonly buffers: number
  readonly rss: number
  readonly streams: number
  readonly timers: number
  readonly listeners: number
  /** Unhandled rejections, uncaught exceptions and warnings of leaks, as text. */
  readonly unhandled: readonly string[]
  readonly repairs: number
  readonly ended: Readonly<Record<string, number>>
}

const timers = new Timers()
const unhandled: string[] = []
for (const name of ['unhandledRejection', 'uncaughtException', 'warning'] as const)
  process.on(name, (error: unknown) =>
    unhandled.push(`${name}: ${error instanceof Error ? error.stack : String(error)}`),
  )

const [seed = 1, upstream = 0, pace = 1] = process.argv.slice(2).map(Number)
const ended: Record<string, number> = {}
let repairs = 0
const settings = {
  seed,
  upstream,
  pace,
  options: {
    // A busy machine is silent for a second, too.
    idleTimeout: Math.max(3000, 8000 / pace),
    heartbeat: { interval: 700 / pace },
    limits: { openMs: 120_000 },
    onRepair: () => void repairs++,
    onEnd: ({ outcome = 'none' }: { readonly outcome?: string | undefined }) => {
      ended[outcome] = (ended[outcome] ?? 0) + 1
    },
  },
}

const servers: Server[] = []
async function listen(app: RequestListener): Promise<number> {
  const server = createServer(app)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const listenersOf = (emitter: NodeJS.EventEmitter): number =>
  emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0)

function measure(): Measure {
  const { gc } = globalThis
  if (!gc) throw new Error('the server needs --expose-gc')
  for (let count = 0; count < 4; count++) gc()
  const { heapUsed: heap, arrayBuffers: buffers, rss } = process.memoryUsage()
  const listeners = [process, ...servers].reduce((sum, emitter) => sum + listenersOf(emitter), 0)
  const { code_and_metadata_size: code } = getHeapCodeStatistics()
  return {
    heap,
    code,
    buffers,
    rss,
    streams: openStreams.size,
    timers: timers.live,
    listeners,
    unhandled,
    repairs,
    ended,
  }
}

process.on('message', () => process.send?.(measure()))
// A driver that is gone leaves no server behind.
process.once('disconnect', () => process.exit())
process.send?.({
  express: await listen(expressApp(settings)),
  fastify: await listen(await fastifyApp(settings)),
  koa: await listen(koaApp(settings)),
})
