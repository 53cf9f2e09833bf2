import { setTimeout as wait } from 'node:timers/promises'
import { Client } from './load.js'
import { type Spread, spread } from './measure.js'
import { atMost, type Row } from './row.js'
import type { Memory } from './server.js'
import { SIDES, type Side, Subject } from './subject.js'

const KB = 1024
/** Opened and closed before the measurement begins: code and heap have grown by then. */
const WARM_UP = 1000

/** Opens streams that have sent their text and go on. */
async function openStreams(port: number, count: number): Promise<Client[]> {
  const clients: Client[] = []
  while (clients.length < count) {
    const size = Math.min(100, count - clients.length)
    const opened = await Promise.all(Array.from({ length: size }, () => Client.open(port)))
    for (const client of opened) client.send()
    clients.push(...opened)
  }
  return clients
}

/** What the server holds for each open stream. */
async function perStream(side: Side, streams: number, textBytes: number): Promise<Memory> {
  const args = { route: 'open', ours: SIDES[side], upstream: 0, textBytes } as const
  const subject = await Subject.start(args, ['--expose-gc'])
  const warm = await openStreams(subject.port, WARM_UP)
  while ((await subject.ask('flushed')) < WARM_UP) await wait(100)
  for (const client of warm) client.close()
  const before = await subject.ask('memory')
  const clients = await openStreams(subject.port, streams)
  while ((await subject.ask('flushed')) < WARM_UP + streams) await wait(100)
  const after = await subject.ask('memory')
  for (const client of clients) client.close()
  subject.stop()
  return { resident: (after.resident - before.resident) / streams, live: (after.live - before.live) / streams }
}

/** What an open stream holds beyond what it holds without us, in KB. */
export async function memoryRow(streams: number, text: number, rounds: number, withOff: boolean): Promise<Row> {
  const raw: Memory[] = []
  const on: Memory[] = []
  for (let round = 0; round < rounds; round++) {
    raw.push(await perStream('raw', streams, text * KB))
    on.push(await perStream('on', streams, text * KB))
  }
  const base = (of: keyof Memory): number => spread(raw.map((each) => each[of])).median
  const beyond = (of: keyof Memory, values: readonly Memory[]): Spread =>
    spread(values.map((value) => (value[of] - base(of)) / KB))
  return {
    what: 'memory per open stream beyond raw',
    how: `${streams.toLocaleString('en')} streams, ${text} KB of text each, resident`,
    goal: atMost(8 + 1.75 * text, { unit: 'KB' }),
    measured: beyond('resident', on),
    off: withOff ? beyond('resident', [await perStream('off', streams, text * KB)]) : undefined,
    note: `${beyond('live', on).median.toFixed(1)} KB of it live; raw ${(base('resident') / KB).toFixed(1)} KB`,
  }
}
