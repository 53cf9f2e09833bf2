import { Readable } from 'node:stream'
import type { Repair } from '@strict-responses/core'
import { type StrictResponsesOptions, streamOf } from '@strict-responses/node'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../support/adapters/exchange.js'
import { CUT, delta } from '../support/adapters/faulty-stream.js'
import { FRAMEWORKS, listen, type Route, type Running } from '../support/adapters/frameworks.js'
import { until } from '../support/adapters/probe.js'
import { expectStrict } from '../support/adapters/strict.js'

/** A limit, its repair, and what a route does that goes beyond it. */
interface LimitCase {
  readonly repair: string
  readonly code: 'limit' | 'idle_timeout'
  readonly options: StrictResponsesOptions
  /** What the upstream says after its first words. */
  readonly more?: readonly string[]
  /** What it says again and again. */
  readonly again?: string
  readonly text?: string
}

const item = (at: number): string =>
  `data: ${JSON.stringify({
    type: 'response.output_item.done',
    output_index: at + 1,
    item: { type: 'function_call', id: `fc_${at}`, call_id: `call_${at}`, name: 'f', arguments: '{}' },
  })}\n\n`

const LIMITS: readonly LimitCase[] = [
  { repair: 'limits/idle-timeout', code: 'idle_timeout', options: { idleTimeout: 60 } },
  { repair: 'limits/open-ms', code: 'limit', options: { limits: { openMs: 80 } }, again: ': comment\n\n' },
  {
    repair: 'limits/frame-bytes',
    code: 'limit',
    options: { limits: { frameBytes: 1000 } },
    more: ['data: "', ...Array.from({ length: 11 }, () => 'x'.repeat(100))],
  },
  {
    repair: 'limits/output-bytes',
    code: 'limit',
    options: { limits: { outputBytes: 1000 } },
    more: Array.from({ length: 11 }, () => delta('x'.repeat(100))),
    text: `Hél${'x'.repeat(1000)}`,
  },
  {
    repair: 'limits/items',
    code: 'limit',
    options: { limits: { items: 4 } },
    more: Array.from({ length: 6 }, (_, at) => item(at)),
  },
]

let running: Running
afterEach(() => running.close())

/** What a piped route of these words does; `source` is it. */
function speaking({ more = [], again }: LimitCase): { readonly source: Readable; readonly stop: () => void } {
  const source = new Readable({ read() {} })
  for (const words of [CUT, ...more]) source.push(words)
  const timer = again === undefined ? undefined : setInterval(() => source.destroyed || source.push(again), 5)
  return { source, stop: () => clearInterval(timer) }
}

describe.each(FRAMEWORKS)('beyond a limit, $name', ({ app }) => {
  it.each(LIMITS)('$repair: a strict failed stream, and the route is stopped', async (row) => {
    const repairs: Repair[] = []
    const errors: unknown[] = []
    const reasons: unknown[] = []
    const { source, stop } = speaking(row)
    const route: Route = (req, res) => {
      const signal = streamOf(req)?.signal
      signal?.addEventListener('abort', () => reasons.push(signal.reason.code))
      source.pipe(res.writeHead(200, { 'Content-Type': 'text/event-stream' }))
    }
    const onRepair = (repair: Repair): unknown => repairs.push(repair)
    running = await listen(app(route, { ...row.options, onRepair, onError: (error) => errors.push(error) }))
    const reply = await exchange(running.port)
    stop()
    expectStrict({ ...reply, body: reply.body.replaceAll(': comment\n\n', '') }, row.text ?? 'Hél', 'failed')
    expect(reply.complete).toBe(true)
    expect(repairs.map(({ code }) => code).filter((code) => code.startsWith('limits/'))).toEqual([row.repair])
    expect(reasons).toEqual([row.code])
    expect(errors[0]).toBeInstanceOf(Error)
    await until(() => source.destroyed)
  })
})
