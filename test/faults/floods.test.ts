import { Readable } from 'node:stream'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Repair } from '@strict-responses/core'
import type { StrictResponsesOptions } from '@strict-responses/node'
import { afterEach, describe, expect, it } from 'vitest'
import { checkStream } from '../../packages/core/src/check/check.js'
import { exchange } from '../support/adapters/exchange.js'
import { CREATED, CUT, delta } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Running } from '../support/adapters/frameworks.js'
import { until } from '../support/adapters/probe.js'
import { eventsOf } from '../support/adapters/strict.js'

const MB = 1024 * 1024
/** What is in use at most, beyond what was: one frame of the limit, its copies, and what waits to leave. */
const MOST = 160 * MB
const COMMENT = ': still thinking\n\n'
const OPENED = 'data: {"type":"response.output_text.delta","delta":"'

/** An upstream that says more than anybody may, and what stops it. */
interface FloodCase {
  readonly name: string
  readonly first?: string
  /** Said again and again; `times` is how often, else for ever. */
  readonly again: string | Uint8Array
  readonly times?: number
  readonly encoding?: string
  readonly repair: string
  readonly options?: StrictResponsesOptions
  /** How much of it is asked for at most, in bytes. */
  readonly most?: number
}

const OPEN_MS: StrictResponsesOptions = { limits: { openMs: 300 } }
const SMALL: StrictResponsesOptions = { limits: { outputBytes: 4 * MB } }
const FRAME = { repair: 'limits/frame-bytes', most: 18 * MB }
/** 64 MB of one letter, in a few kilobytes; decoders take any number of them one after the other. */
const ZEROS = Buffer.alloc(64 * MB, 'x')

const FLOODS: readonly FloodCase[] = [
  {
    name: 'an endless stream of comments',
    again: COMMENT.repeat(64),
    repair: 'limits/open-ms',
    options: { ...OPEN_MS, dialect: 'responses' },
  },
  {
    name: 'an endless stream of comments in a response',
    first: CUT,
    again: COMMENT.repeat(64),
    repair: 'limits/open-ms',
    options: OPEN_MS,
  },
  { name: 'comments without an end of their frame', first: CREATED, again: ': x\n'.repeat(16_384), ...FRAME },
  { name: '64 MB in one frame', first: CUT + OPENED, again: 'x'.repeat(65_536), times: 1024, ...FRAME },
  {
    name: '64 MB in one frame, of many lines',
    first: CUT,
    again: 'data: {"type":\n'.repeat(4096),
    times: 1024,
    ...FRAME,
  },
  {
    name: '64 MB in the first frame of a named dialect',
    first: OPENED,
    again: 'x'.repeat(65_536),
    times: 1024,
    options: { dialect: 'responses' },
    ...FRAME,
  },
  {
    name: 'a compression bomb of one frame: 1 GB in 1 MB of gzip',
    first: CUT + OPENED,
    again: gzipSync(ZEROS),
    times: 16,
    encoding: 'gzip',
    repair: 'limits/frame-bytes',
  },
  {
    name: 'a compression bomb of many frames: 1 GB of text',
    first: CREATED,
    again: gzipSync(delta('x'.repeat(1000)).repeat(64 * 1024)),
    times: 16,
    encoding: 'gzip',
    repair: 'limits/output-bytes',
    options: SMALL,
  },
  {
    name: 'a compression bomb of comments: 1 GB',
    first: CUT,
    again: gzipSync(COMMENT.repeat((64 * MB) / COMMENT.length)),
    times: 16,
    encoding: 'gzip',
    repair: 'limits/open-ms',
    options: OPEN_MS,
  },
  {
    name: 'a brotli bomb of one frame: 64 MB in 100 bytes',
    again: brotliCompressSync(Buffer.concat([Buffer.from(CUT + OPENED), ZEROS]), {
      params: { [constants.BROTLI_PARAM_QUALITY]: 4 },
    }),
    times: 1,
    encoding: 'br',
    repair: 'limits/frame-bytes',
  },
]

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
