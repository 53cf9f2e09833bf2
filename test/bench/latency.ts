import type { Socket } from 'node:net'
import { compliant } from './inputs.js'
import { Client, replyWrites, startUpstream } from './load.js'
import { type Spread, spread } from './measure.js'
import { atMost, type Row } from './row.js'
import { SIDES, Subject } from './subject.js'

const STREAMS = 200
/** Milliseconds between two events of one stream; the streams take turns, and one begins after the other. */
const INTERVAL = 40

/** So many that what happens once a stream is compiled. */
const WARM_UP = 1600

interface Quantiles {
  readonly p50: number
  readonly p99: number
}

interface Paced {
  readonly client: Client
  readonly socket: Socket
  /** When each event was sent, in milliseconds. */
  readonly sent: Float64Array
  readonly took: number[]
  readonly done: Promise<void>
}

/** How long each event took from the upstream to the client, in microseconds. */
async function paced(port: number, writes: readonly Buffer[], answered: () => Promise<Socket>): Promise<Quantiles> {
  const [head, ...events] = writes.slice(0, -1) as [Buffer, ...Buffer[]]
  const streams: Paced[] = []
  for (let i = 0; i < STREAMS; i++) {
    const sent = new Float64Array(events.length)
    const took: number[] = []
    const client = await Client.open(
      port,
      framesCounted((index) => took.push(performance.now() - (sent[index] ?? 0))),
    )
    const socket = answered()
    const done = client.request()
    streams.push({ sent, took, client, done, socket: await socket })
  }
  const [start, count] = [performance.now() + INTERVAL, events.length]
  // All would open their items at once, and wait for each other, if they began together.
  const turns = Array.from({ length: 2 * count * STREAMS }, (_, turn) => turn).filter((turn) => {
    const event = eventOf(turn, count)
    return event >= 0 && event < count
  })
  let next = 0
  await new Promise<void>((resolve) => {
    const send = (): void => {
      for (; next < turns.length; next++) {
        const turn = turns[next] as number
        if (performance.now() < start + (turn * INTERVAL) / STREAMS) break
        const { sent, socket } = streams[turn % STREAMS] as Paced
        const event = eventOf(turn, count)
        if (event === 0) socket.write(head)
        sent[event] = performance.now()
        socket.write(events[event] as Buffer)
        if (event === count - 1) socket.write(writes.at(-1) as Buffer)
      }
      if (next === turns.length) resolve()
      else setImmediate(send)
    }
    send()
  })
  await Promise.all(streams.map(({ done }) => done))
  for (const { client } of streams) client.close()
  const times = streams.flatMap(({ took }) => took.slice(0, events.length)).sort((a, b) => a - b)
  const at = (share: number): number => (times[Math.floor(times.length * share)] ?? Number.NaN) * 1000
  return { p50: at(0.5), p99: at(0.99) }
}

/** Which event a stream sends in this turn; below 0 it has not begun, from `count` on it has ended. */
const eventOf = (turn: number, count: number): number =>
  Math.floor(turn / STREAMS) - Math.floor(((turn % STREAMS) * count) / STREAMS)

/** Calls `onFrame` with the index of each frame, at its empty line. */
function framesCounted(onFrame: (index: number) => void): (bytes: Buffer) => void {
  let index = 0
  let before = 0
  return (bytes) => {
    for (const byte of bytes) {
      if (byte === 10 && before === 10) onFrame(index++)
      before = byte
    }
  }
}

/** What a proxied event waits longer with us, at 200 streams of 25 events a second each, of which each is somewhere else. */
export async function latencyRows(quick: boolean): Promise<Row[]> {
  const writes = replyWrites(compliant(quick ? 28 : 92).frames, 1)
  let onAnswer: ((socket: Socket) => void) | undefined
  const upstream = await startUpstream((socket) => onAnswer?.(socket))
  const answered = (): Promise<Socket> =>
    new Promise((resolve) => {
      onAnswer = resolve
    })
  const args = { route: 'node', upstream: upstream.port, textBytes: 0 } as const
  const begin = (ours: (typeof SIDES)[keyof typeof SIDES]): Promise<Subject> => Subject.start({ ...args, ours })
  const whole = Buffer.concat(writes)
  onAnswer = (socket) => socket.write(whole)
  const [raw, on] = [await begin(SIDES.raw), await begin(SIDES.on)]
  const off = quick ? undefined : await begin(SIDES.off)
  const all = [raw, on, ...(off ? [off] : [])]
  const measure = ({ port }: Subject): Promise<Quantiles> => paced(port, writes, answered)
  let before: Quantiles = { p50: Number.NaN, p99: Number.NaN }
  // The last of them is the one that is measured before the first round.
  for (const subject of all.toReversed()) {
    onAnswer = (socket) => socket.write(whole)
    await subject.serve(WARM_UP)
    before = await measure(subject)
  }
  const rounds: { before: Quantiles; own: Quantiles; after: Quantiles; without: Quantiles | undefined }[] = []
  for (let round = 0; round < (quick ? 3 : 5); round++) {
    const [own, after] = [await measure(on), await measure(raw)]
    rounds.push({ before, own, after, without: off && (await measure(off)) })
    before = off ? await measure(raw) : after
  }
  for (const subject of all) subject.stop()
  upstream.server.close()
  return (['p50', 'p99'] as const).map((quantile) => {
    const base = ({ before, after }: (typeof rounds)[number]): number => (before[quantile] + after[quantile]) / 2
    const ratio = (side: 'own' | 'without'): Spread =>
      spread(rounds.map((round) => (round[side]?.[quantile] ?? Number.NaN) / base(round)))
    const added = spread(rounds.map((round) => round.own[quantile] - base(round))).median
    const note = `${added.toFixed(0)} us more than ${spread(rounds.map(base)).median.toFixed(0)} us`
    const how = `node, 200 paced streams, ${quantile}, time`
    return {
      ...{ what: 'latency of an event through a proxy / raw pipe', how, measured: ratio('own'), note },
      ...{ goal: quantile === 'p50' ? atMost(1.1) : undefined, off: off && ratio('without') },
    }
  })
}
