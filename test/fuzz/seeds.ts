import type { Dialect } from '@strict-responses/core'
import { canonical, MIXED, type ModelItem, REFUSAL, TEXT, TOOL_CALL } from '../conformance/fixtures/canonical.js'
import { FAULTY } from '../conformance/fixtures/faulty.js'
import { bytesOf, recordings } from '../support/corpus.js'
import { type FuzzFrame, toFrames } from './frames.js'
import { ANTHROPIC, CHAT } from './own-streams.js'

/** A stream to start from. */
export interface Seed {
  readonly name: string
  readonly dialect: StreamDialect
  readonly frames: readonly FuzzFrame[]
  /** Characters. */
  readonly length: number
}

export type StreamDialect = Exclude<Dialect, 'text'>

export const STREAM_DIALECTS: readonly StreamDialect[] = ['responses', 'chat-completions', 'anthropic-messages']

/** Seeds by dialect. */
export type Seeds = Readonly<Record<StreamDialect, readonly Seed[]>>

/** Bytes. */
const LARGEST = 12_000

const CUSTOM: readonly ModelItem[] = [
  { type: 'message', deltas: ['I run it.'] },
  { type: 'custom_tool_call', name: 'sh', callId: 'call_c', deltas: ['ls "', 'a b"\n'] },
]

const FOLDERS: readonly (readonly [folder: string, dialect: StreamDialect])[] = [
  ['responses', 'responses'],
  ['chat', 'chat-completions'],
  ['anthropic', 'anthropic-messages'],
]

const seed = (name: string, dialect: StreamDialect, stream: string): Seed => ({
  name,
  dialect,
  frames: toFrames(stream),
  length: stream.length,
})

/** Our own streams: enough to run where the recordings are absent. */
const own: readonly Seed[] = [
  ...[TEXT, TOOL_CALL, MIXED, REFUSAL, CUSTOM].map((items, i) => seed(`canonical ${i}`, 'responses', canonical(items))),
  ...FAULTY.map(({ name, stream }) => seed(name, 'responses', stream)),
  ...CHAT.map((stream, i) => seed(`chat ${i}`, 'chat-completions', stream)),
  ...ANTHROPIC.map((stream, i) => seed(`anthropic ${i}`, 'anthropic-messages', stream)),
]

const recorded = (): Seed[] =>
  FOLDERS.flatMap(([folder, dialect]) =>
    recordings(folder).flatMap((row) => {
      const bytes = bytesOf(row)
      return bytes.length > LARGEST ? [] : [seed(row.file, dialect, new TextDecoder().decode(bytes))]
    }),
  )

/** Our own streams, and the recordings where they are there and wanted. */
export function loadSeeds(corpus: boolean): Seeds {
  const all = corpus ? [...own, ...recorded()] : own
  const of = (dialect: StreamDialect): Seed[] => all.filter((one) => one.dialect === dialect)
  return {
    responses: of('responses'),
    'chat-completions': of('chat-completions'),
    'anthropic-messages': of('anthropic-messages'),
  }
}
