import { chat, compliant } from './inputs.js'
import { replyWrites, sendAll, startUpstream } from './load.js'
import { spread } from './measure.js'
import type { RouteArgs } from './routes.js'
import { atLeast, atMost, type Goal, type Row } from './row.js'
import { CONNECTIONS, SIDES, Subject } from './subject.js'

/** Frames in one write of the upstream: the least with which the load is no slower than the server under test. */
const PER_WRITE = 8

/** Short streams that each side serves first: what happens once a stream is then compiled, as in a server that has been up for a minute. */
const WARM_UP = 1600
const SHORT = 20

interface RouteRow {
  readonly route: RouteArgs['route']
  readonly what: string
  readonly goal: Goal
  /** Judged as well, where the goal names it. */
  readonly throughput?: Goal
  /** Left out of a quick run that is not written: another row is much like it. */
  readonly full?: true
}

const FRAMEWORK = { what: 'framework route / the same without us', goal: atMost(1.1) }

export const ROUTE_ROWS: readonly RouteRow[] = [
  {
    ...{ route: 'node', what: 'proxying patched route / raw pipe', goal: atMost(1.1, { node26: 1.25 }) },
    throughput: atLeast(0.9, { node26: 0.85 }),
  },
  { route: 'express', ...FRAMEWORK },
  { route: 'fastify', ...FRAMEWORK, full: true },
  { route: 'koa', ...FRAMEWORK, full: true },
  { route: 'one event a tick', what: 'writing route / the same without us', goal: atMost(1.2, { node26: 1.25 }) },
  { route: 'eight events a tick', what: 'writing route / the same without us', goal: atMost(1.1), full: true },
  { route: 'one burst', what: 'writing route / the same without us', goal: atMost(0.9) },
  { route: 'gateway', what: 'gateway, chat to Responses / raw pipe', goal: atMost(1.6) },
]

/** Processes of each side, as two of them with the same code differ by what V8 came to compile, and the rounds of each. */
const TURNS = { quick: { processes: 1, rounds: 5 }, full: { processes: 3, rounds: 4 } } as const

/**
 * Room on the heap, for both sides: with V8's own limits a process comes to mark all of its heap again and again, or never, by
 * what it happened to allocate in its first second, with us or without (NOTES.md, Node 26).
 */
const ROOM = ['--min-semi-space-size=16', '--initial-old-space-size=512']

/** The same route without us, with us, and with us but without the hot path. */
interface Servers {
  readonly raw: Subject
  readonly on: Subject
  readonly off: Subject | undefined
}

/** Compares a route with and without us; the one without is measured before and after each turn of the others. */
export async function routeRows({ route, what, goal, throughput }: RouteRow, quick: boolean): Promise<Row[]> {
  const input = route === 'gateway' ? chat : compliant
  const { frames } = input()
  let reply = replyWrites(input(SHORT).frames, PER_WRITE)
  const upstream = await startUpstream((socket) => sendAll(socket, reply))
  const args = { route, upstream: upstream.port, textBytes: 0, short: { deltas: SHORT, replies: WARM_UP } }
  const rawArgs = { ...args, route: route === 'gateway' ? 'node' : route, ours: false } as const
  const servers: Servers[] = []
  const { processes, rounds } = quick ? TURNS.quick : TURNS.full
  while (servers.length < processes) {
    const raw = await Subject.start(rawArgs, ROOM)
    const on = await Subject.start({ ...args, ours: SIDES.on }, ROOM)
    const off = quick ? undefined : await Subject.start({ ...args, ours: SIDES.off }, ROOM)
    servers.push({ raw, on, off })
  }
  const all = servers.flatMap(({ raw, on, off }) => [raw, on, ...(off ? [off] : [])])
  for (const subject of all) await subject.serve(WARM_UP)
  reply = replyWrites(frames, PER_WRITE)
  const streams = await calibrated(all, quick)
  const cpu: Record<'raw' | 'on', number[]> = { raw: [], on: [] }
  const ratios: Record<'on' | 'off' | 'speed', number[]> = { on: [], off: [], speed: [] }
  let busy = 0
  for (const { raw, on, off } of servers) {
    let before = await raw.serve(streams)
    for (let round = 0; round < rounds; round++) {
      const own = await on.serve(streams)
      const after = await raw.serve(streams)
      ratios.on.push((2 * own.cpu) / (before.cpu + after.cpu))
      ratios.speed.push((before.time + after.time) / (2 * own.time))
      cpu.raw.push(after.cpu)
      cpu.on.push(own.cpu)
      busy = Math.max(busy, own.cpu / own.time)
      before = after
      if (!off) continue
      const without = await off.serve(streams)
      before = await raw.serve(streams)
      ratios.off.push((2 * without.cpu) / (after.cpu + before.cpu))
    }
  }
  for (const subject of all) subject.stop()
  upstream.server.close()
  const each = (values: readonly number[]): string => ((spread(values).median * 1000) / frames.length).toFixed(0)
  const note = `${each(cpu.on)} against ${each(cpu.raw)} ns an event, core ${Math.round(busy * 100)} % busy`
  const how = `${route}, CPU time of the server`
  const measured = spread(ratios.on)
  const rows: Row[] = [{ what, how, goal, measured, off: quick ? undefined : spread(ratios.off), note }]
  if (throughput)
    rows.push({ what, how: `${route}, events a second`, goal: throughput, measured: spread(ratios.speed) })
  return rows
}

/** Warms all of them up with long streams; returns how many of them take the first about as long as a round is to take. */
async function calibrated(subjects: readonly Subject[], quick: boolean): Promise<number> {
  const [warmUp, round] = quick ? [500_000, 200_000] : [1_000_000, 300_000]
  let streams = CONNECTIONS
  for (const subject of subjects.toReversed()) {
    let total = 0
    while (total < warmUp) {
      const { cpu } = await subject.serve(CONNECTIONS)
      total += cpu * CONNECTIONS
      streams = Math.max(CONNECTIONS, Math.ceil(round / cpu))
    }
  }
  return streams
}
