import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import type { Repair } from '@strict-responses/core'
import { afterEach, describe, expect, it } from 'vitest'
import { checkStream } from '../../packages/core/src/check/check.js'
import { exchange } from '../support/adapters/exchange.js'
import { FRAMEWORKS, listen, type Running } from '../support/adapters/frameworks.js'
import { until } from '../support/adapters/probe.js'
import { eventsOf } from '../support/adapters/strict.js'
import { FLOODS, type FloodCase } from './cases/floods.js'

const MB = 1024 * 1024
/** What is in use at most, beyond what was: one frame of the limit, its copies, and what waits to leave. */
const MOST = 160 * MB

/** A source of it that says how much it was asked for. */
function flood({
  first = '',
  again,
  times = Number.POSITIVE_INFINITY,
  encoding,
}: FloodCase): Readable & { asked: number } {
  let left = times
  const source = Object.assign(
    new Readable({
      read() {
        setImmediate(() => {
          if (source.destroyed) return
          source.asked += again.length
          source.push(left-- > 0 ? again : null)
        })
      },
    }),
    { asked: 0 },
  )
  if (first !== '') source.push(encoding === 'gzip' ? gzipSync(first) : first)
  return source
}

const inUse = (): number => {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

let running: Running
afterEach(() => running.close())

/** Limits are kept below the frameworks: one of each kind tells whether they reach that far. */
const EVERYWHERE = FLOODS.filter(({ name }) =>
  /^(?:an endless stream of comments|64 MB in one frame|.*bomb of one frame: 1 GB.*)$/.test(name),
)

describe.each(FRAMEWORKS)('a flood, $name', ({ name, app }) => {
  it.each(name === 'node:http' ? FLOODS : EVERYWHERE)(
    '$name is stopped, within bounds',
    async (row) => {
      const source = flood(row)
      const repairs: Repair[] = []
      const onRepair = (repair: Repair): unknown => repairs.push(repair)
      running = await listen(
        app(
          (_req, res) => {
            if (row.encoding) res.setHeader('Content-Encoding', row.encoding)
            source.pipe(res.writeHead(200, { 'Content-Type': 'text/event-stream' }))
          },
          { ...row.options, onRepair },
        ),
      )
      const before = inUse()
      let most = before
      const watch = setInterval(() => {
        most = Math.max(most, inUse())
      }, 5)
      const reply = await exchange(running.port, {}, 20_000)
      clearInterval(watch)

      expect([reply.status, reply.complete, reply.hung]).toEqual([200, true, false])
      expect(checkStream(reply.body).issues).toEqual([])
      expect(eventsOf(reply.body).at(-1)?.['type']).toBe('response.failed')
      expect(repairs.filter(({ code }) => code.startsWith('limits/')).map(({ code }) => code)).toEqual([row.repair])
      await until(() => source.destroyed)
      expect(source.asked).toBeLessThan(row.most ?? Number.POSITIVE_INFINITY)
      // The client of this test keeps what it reads.
      expect(most - before - 2 * reply.raw.length).toBeLessThan(MOST)
    },
    30_000,
  )
})
