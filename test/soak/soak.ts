import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { bundle } from '../faults/support/bundle.js'
import { read } from './client.js'
import { judge, type Verdict } from './judge.js'
import { type Adapter, type Plan, planOf } from './plan.js'
import type { Measure } from './server-process.js'
import { startUpstream } from './upstream.js'

/** How a soak is run. */
export interface SoakOptions {
  readonly seconds: number
  /** How many streams are open at once. */
  readonly streams: number
  readonly seed: number
  /** How many streams there are before the heap is measured first: code is compiled, and what is kept once is kept. */
  readonly warmUp?: number
  /** Divides every pause; 1 is about as long as people and models take. */
  readonly pace?: number
  /** Told now and then how far it is. */
  readonly progress?: (line: string) => void
}

/** What is kept of a plan: its words would fill the memory. */
export type Kinds = Pick<Plan, 'adapter' | 'route' | 'dialect' | 'upstream' | 'client'>

const kindsOf = ({ adapter, route, dialect, upstream, client }: Plan): Kinds => ({
  adapter,
  route,
  dialect,
  upstream,
  client,
})

/** One stream, and what became of it. */
export interface Outcome {
  readonly number: number
  readonly plan: Kinds
  readonly verdict: Verdict
}

/** What a soak found. */
export interface SoakReport {
  readonly options: SoakOptions
  readonly seconds: number
  readonly outcomes: readonly Outcome[]
  readonly most: number
  /** How many streams were over before the first measure. */
  readonly warmedUp: number
  readonly before: Measure
  readonly after: Measure
  /** Connections to the upstream that nobody let go of. */
  readonly upstreamsLeft: number
}

const SETTLE_MS = 15_000
/** Connections that are kept for the next request are let go of after some seconds. */
const REST_MS = 7500

/** Runs streams with faults on both sides through Express, Fastify and Koa, in a process of their own. */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const { seconds, streams, seed, warmUp = 600, pace = 1, progress } = options
  const program = await bundle('test/soak/server-process.ts', '.cache/soak/server')
  const upstream = await startUpstream(seed, pace)
  const child = fork(program, [seed, upstream.port, pace].map(String), { execArgv: ['--expose-gc'] })
  try {
    const [ports] = (await once(child, 'message')) as [Record<Adapter, number>]
    const outcomes: Outcome[] = []
    let [next, open, most] = [0, 0, 0]
    const worker = async (wanted: () => boolean): Promise<void> => {
      while (wanted()) {
        const number = next++
        const plan = planOf(seed, number, pace)
        most = Math.max(most, ++open)
        const verdict = judge(plan, await read(ports[plan.adapter], number, plan))
        outcomes.push({ number, plan: kindsOf(plan), verdict })
        open--
      }
    }
    const crowd = (wanted: () => boolean): Promise<unknown> =>
      Promise.all(Array.from({ length: streams }, () => worker(wanted)))

    await crowd(() => next < Math.max(warmUp, streams))
    const warmedUp = outcomes.length
    const before = await settled(child, REST_MS / pace)
    const begun = performance.now()
    const timer = setInterval(() => progress?.(`${outcomes.length} streams, ${open} open`), 10_000)
    await crowd(() => performance.now() - begun < seconds * 1000)
    clearInterval(timer)
    const lasted = (performance.now() - begun) / 1000
    const after = await settled(child, REST_MS / pace)
    return { options, seconds: lasted, outcomes, most, warmedUp, before, after, upstreamsLeft: upstream.open() }
  } finally {
    child.kill()
    await upstream.close()
  }
}

/** The measure of a server that has come to rest, or of one that did not in time. */
async function settled(child: ChildProcess, restMs: number): Promise<Measure> {
  const begun = performance.now()
  for (;;) {
    await wait(500)
    child.send('measure')
    const [measure] = (await once(child, 'message')) as [Measure]
    const rest = measure.streams === 0 && measure.timers === 0
    const waited = performance.now() - begun
    if (waited > SETTLE_MS || (rest && waited > restMs)) return measure
  }
}
