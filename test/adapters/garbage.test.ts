import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { COMPLETED, CREATED, FIRST, SECOND } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Route, type Running } from '../support/adapters/frameworks.js'

setFlagsFromString('--expose-gc')
/** Collects what is young; what survives twice counts as old from then on. */
const collectYoung: (options: { type: 'minor' }) => void = runInNewContext('gc')

let running: Running | undefined
afterEach(() => running?.close())

const STREAMS = 240

const route: Route = (_req, res) => {
  res.writeHead(200, { 'Content-Type': 'text/event-stream' })
  for (const frame of [CREATED, FIRST, SECOND]) res.write(frame)
  res.end(COMPLETED)
}

function oldBytes(): number {
  return getHeapSpaceStatistics().find((space) => space.space_name === 'old_space')?.space_used_size ?? Number.NaN
}

/** Bytes that each stream adds to what is old. */
async function bytesLeft(port: number): Promise<number> {
  const before = oldBytes()
  for (let stream = 1; stream <= STREAMS; stream++) {
    await exchange(port)
    if (stream % 10 === 0) collectYoung({ type: 'minor' })
  }
  return (oldBytes() - before) / STREAMS
}

/** Express lets each request and reply wait for that itself, and all that hangs on them. */
const OTHERS = FRAMEWORKS.filter(({ name }) => !name.startsWith('Express'))

describe.each(OTHERS)('what a stream leaves behind, $name', ({ app }) => {
  it('is collected young: nothing waits for a mark of the whole heap', async () => {
    const left: number[] = []
    for (const options of [undefined, {}]) {
      running = await listen(app(route, options))
      // Code is compiled, and caches are filled.
      await bytesLeft(running.port)
      left.push(await bytesLeft(running.port))
      await running.close()
    }
    const [without = 0, ours = 0] = left
    // A whole stream and its reply are 15 KB.
    expect(ours - without).toBeLessThan(3000)
  })
})
