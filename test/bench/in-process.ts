import { corpusAvailable } from '../support/corpus.js'
import { runBoth } from './child.js'
import { chosen } from './corpus-inputs.js'
import type { Pace, Spread } from './measure.js'
import { atLeast, atMost, type Goal, type Row } from './row.js'
import type { Variant } from './variants.js'

interface Timed extends Variant {
  readonly what: string
  readonly goal?: Goal
  /** Left out of the quick run. */
  readonly full?: true
}

const json = { part: 'whole', chunks: 'event', against: 'json' } as const
const copy = { part: 'whole', chunks: '7 B', against: 'copy' } as const
const LARGE = { chunks: '16 KB', full: true } as const

const DELTAS = {
  what: 'compliant deltas / JSON',
  goal: atMost(0.3),
  input: 'compliant',
  ...json,
  part: 'deltas',
} as const
const WHOLE = { what: 'whole compliant stream / JSON', goal: atMost(0.4), input: 'compliant', ...json } as const
const REPAIR = { what: 'repair / JSON', goal: atMost(0.65), input: 'degraded', ...json } as const
const CHAT = { what: 'chat to Responses / JSON', goal: atMost(0.35), input: 'chat', ...json } as const
const COPY = { what: '7-byte chunks / copying them', goal: atMost(1.5), ...copy } as const
const PARSER = { what: 'eventsource-parser + JSON / us', goal: atLeast(5), against: 'eventsource-parser' } as const
const WEB = { what: 'Web Streams + zod / us', goal: atLeast(15), against: 'web-streams' } as const
const PEERS = { input: 'compliant', part: 'whole', chunks: 'event' } as const

export const TIMED: readonly Timed[] = [
  DELTAS,
  { ...DELTAS, ...LARGE },
  WHOLE,
  { ...WHOLE, ...LARGE },
  REPAIR,
  { ...REPAIR, ...LARGE },
  { ...REPAIR, part: 'deltas', full: true },
  CHAT,
  { ...CHAT, ...LARGE },
  { ...CHAT, part: 'deltas', full: true },
  { what: 'shape that cannot be learned / JSON', goal: atMost(2), input: 'unlearnable', ...json },
  { ...COPY, input: 'compliant' },
  { ...COPY, input: 'degraded', full: true },
  { ...COPY, input: 'chat', full: true },
  { ...PEERS, ...PARSER },
  { ...PEERS, ...WEB },
  ...(corpusAvailable ? [{ what: '20 streams of the corpus / JSON', input: 'corpus' as const, ...json }] : []),
]

/** What stands for the input, where it is no file. */
const nameOf = ({ input, part, chunks }: Variant): string =>
  `${typeof input === 'string' ? input : input.file}, ${part}, ${chunks === 'event' ? 'one event a chunk' : chunks}`

export async function timedRow({ what, goal, full, ...variant }: Timed, pace: Pace, withOff: boolean): Promise<Row> {
  const [on, off] = await runBoth('paired', { variant, pace }, withOff)
  const each = ({ median }: Spread): string => ((median * 1000) / on.frames).toFixed(0)
  const note = `${each(on.subject)} against ${each(on.base)} ns a frame`
  return { what, how: nameOf(variant), goal, measured: on.ratio, off: off?.ratio, note }
}

/** The chosen streams of the corpus, each by itself. */
export const CORPUS_TIMED: readonly Timed[] = chosen().map((recording) => ({
  ...json,
  what: 'corpus / JSON',
  input: { file: recording.file },
}))

export async function pushRows(quick: boolean, withOff: boolean): Promise<Row[]> {
  const rows: Row[] = []
  for (const name of ['compliant', 'degraded', 'chat'] as const) {
    const [on, off] = await runBoth('push', { name, rounds: quick ? 15 : 60 }, withOff)
    const what = 'one delta through push'
    rows.push({ what, how: `${name}, p50`, goal: atMost(1, { unit: 'us' }), measured: on.p50, off: off?.p50 })
    rows.push({ what, how: `${name}, p99`, goal: atMost(5, { unit: 'us' }), measured: on.p99, off: off?.p99 })
  }
  return rows
}

export async function longRow(quick: boolean, withOff: boolean): Promise<Row> {
  const [measured, off] = await runBoth('long', { deltas: 100_000, rounds: quick ? 5 : 9 }, withOff)
  return {
    what: 'a delta of a stream of 100,000 / of 1,000',
    how: 'compliant, deltas, one event a chunk',
    goal: atMost(1.1),
    measured,
    off,
  }
}
