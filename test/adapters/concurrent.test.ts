import { createServer } from 'node:http'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { streamResponse } from '@strict-responses/node'
import { describe, expect, it } from 'vitest'
import { type Endless, endless } from '../support/adapters/endless.js'
import { COMPLETED, CREATED, delta } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, type Route } from '../support/adapters/frameworks.js'
import { until, wait } from '../support/adapters/probe.js'
import { readReply } from '../support/adapters/raw-reply.js'
import { requestBytes } from '../support/adapters/raw-request.js'
import { expectStrict } from '../support/adapters/strict.js'

const HALF = 100
const PIECE = 'x'.repeat(16_384)
const WORDS = Array.from({ length: 20 }, (_, index) => `word ${index} `)
const PACE_MS = 20

/** What the streams that nobody reads were asked for, and how many of their sources are still running. */
class Stalled {
  readonly piped: Endless[] = []
  generated = 0
  running = 0

  get produced(): number {
    return this.piped.reduce((sum, source) => sum + source.produced, this.generated)
  }

  pipe(): Endless {
    const source = endless(delta(PIECE))
    this.piped.push(source)
    this.running++
    return source.once('close', () => this.running--)
  }

  async *generate(): AsyncGenerator<string> {
    this.running++
    try {
      for (;;) {
        this.generated += PIECE.length
        yield PIECE
        // As a model would: a source that never waits leaves the event loop to nobody else.
        await new Promise(setImmediate)
      }
    } finally {
      this.running--
    }
  }
}

function routes(stalled: Stalled): Route {
  return async (req, res) => {
    if (req.url === '/generated/responses') return streamResponse(res, stalled.generate())
    res.writeHead(200, { 'Content-Type': 'text/event-stream' })
    if (req.url === '/piped/responses') return stalled.pipe().pipe(res)
    res.write(CREATED)
    for (const word of WORDS) {
      await wait(PACE_MS)
      res.write(delta(word))
    }
    return res.end(COMPLETED)
  }
}

/** A stream socket of the file system holds a few hundred kilobytes, where TCP would hold megabytes for each of them. */
const socketPath = (): string =>
  join(tmpdir(), `strict-responses-${process.pid}-${Math.random().toString(36).slice(2)}`)

/** Reads one paced stream; tells how long it took. */
async function read(path: string): Promise<number> {
  const begun = performance.now()
  const chunks: Buffer[] = []
  const socket = net.connect(path).on('data', (chunk) => chunks.push(chunk))
  socket.write(requestBytes({}))
  await new Promise((resolve) => socket.once('close', resolve))
  expectStrict(readReply(Buffer.concat(chunks), false), WORDS.join(''))
  return performance.now() - begun
}

const readAll = async (path: string): Promise<number> =>
  Math.max(...(await Promise.all(Array.from({ length: HALF }, () => read(path)))))

function stall(path: string, index: number): net.Socket {
  const socket = net.connect(path).on('error', () => {})
  socket.pause()
  socket.write(requestBytes({ path: index % 2 ? '/piped/responses' : '/generated/responses' }))
  return socket
}

const inUse = (): number => {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

describe.each(FRAMEWORKS)('200 streams at once, half of them never read, $name', ({ app }) => {
  it('what nobody reads is bounded by the socket, and delays nobody else', async () => {
    const stalled = new Stalled()
    const path = socketPath()
    const server = createServer(app(routes(stalled), { heartbeat: { interval: 100 } }))
    await new Promise<void>((resolve) => server.listen(path, resolve))
    const sockets: net.Socket[] = []
    try {
      const alone = await readAll(path)
      const before = inUse()
      for (let index = 0; index < HALF; index++) sockets.push(stall(path, index))
      await until(() => stalled.running === HALF, 10_000)
      let last = -1
      let same = 0
      await until(() => {
        same = stalled.produced === last ? same + 1 : 0
        last = stalled.produced
        return same === 20
      }, 15_000)
      expect(stalled.produced / HALF).toBeLessThan(1024 * 1024)

      const fast = alone * 1.5 + 300
      let together = await readAll(path)
      // What nobody reads would delay them every time; a busy machine does now and then.
      for (let turn = 0; turn < 5 && together > fast; turn++) together = Math.min(together, await readAll(path))
      // A second and many heartbeats later it is still no more than was produced: text, its copies and what waits to leave.
      expect(stalled.produced).toBe(last)
      expect(inUse() - before).toBeLessThan(4 * stalled.produced + 32 * 1024 * 1024)

      for (const socket of sockets) socket.destroy()
      await until(() => stalled.running === 0)
      // The machine may have become busier in between.
      const alike = Math.max(alone, await readAll(path))
      expect(together).toBeLessThan(alike * 1.5 + 300)
    } finally {
      for (const socket of sockets) socket.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }, 60_000)
})
