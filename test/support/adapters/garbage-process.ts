import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { strictResponses } from '../../../packages/node/src/index.js'
import { exchange } from './exchange.js'
import { COMPLETED, CREATED, FIRST, SECOND } from './faulty-stream.js'

// Prints how many bytes each stream adds to what is old: of a route without us, and of the same with us. In a process of its
// own, since what else a process has run decides what V8 takes for old.
setFlagsFromString('--expose-gc')
/** Collects what is young; what survives twice counts as old from then on. */
const collectYoung: (options: { type: 'minor' }) => void = runInNewContext('gc')

const ROUNDS = 60
/** Streams that are open at a time: what holds those that are open now may hold them for long. */
const TOGETHER = 8

function oldBytes(): number {
  return getHeapSpaceStatistics().find((space) => space.space_name === 'old_space')?.space_used_size ?? Number.NaN
}

async function bytesLeft(port: number): Promise<number> {
  const before = oldBytes()
  for (let round = 0; round < ROUNDS; round++) {
    await Promise.all(Array.from({ length: TOGETHER }, () => exchange(port)))
    collectYoung({ type: 'minor' })
  }
  return (oldBytes() - before) / (ROUNDS * TOGETHER)
}

const left: number[] = []
for (const ours of [false, true]) {
  const server = createServer((req, res) => {
    if (ours) strictResponses(req, res)
    res.writeHead(200, { 'Content-Type': 'text/event-stream' })
    for (const frame of [CREATED, FIRST, SECOND]) res.write(frame)
    setTimeout(() => res.end(COMPLETED), 10)
  })
  await once(server.listen(0), 'listening')
  const { port } = server.address() as AddressInfo
  // Code is compiled, and caches are filled.
  await bytesLeft(port)
  left.push(await bytesLeft(port))
  server.close()
}
console.info(JSON.stringify(left))
