import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { cpuTime } from './measure.js'
import { flushed, ROUTES, type RouteArgs } from './routes.js'

/** The server under test, in a process of its own: it serves one route, and tells what that cost. */
const args: RouteArgs = JSON.parse(process.argv[2] ?? '')
const server = createServer(await ROUTES[args.route](args))
server.keepAliveTimeout = 600_000

const ANSWERS = { cpu: cpuTime, flushed: () => flushed.count, memory }
export type Question = keyof typeof ANSWERS

process.on('message', async (question: Question) => process.send?.(await ANSWERS[question]()))
process.once('disconnect', () => process.exit())
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () =>
  process.send?.((server.address() as AddressInfo).port),
)

export interface Memory {
  /** Resident bytes. */
  readonly resident: number
  /** Bytes of living objects and buffers. */
  readonly live: number
}

/** Once everything that can be collected has been. */
async function memory(): Promise<Memory> {
  for (let i = 0; i < 8; i++) {
    globalThis.gc?.()
    await wait(150)
  }
  const { rss, heapUsed, external } = process.memoryUsage()
  return { resident: rss, live: heapUsed + external }
}
