import { createNormalizer } from '@strict-responses/core'
import { chunked } from './chunks.js'
import { corpus, inputOf } from './corpus-inputs.js'
import { compliant, INPUTS, type InputName } from './inputs.js'
import { cpuTime, type Pace, type Paired, paired, type Spread, spread } from './measure.js'
import { build, optionsOf, outputOf, type Variant } from './variants.js'

export interface PushTimes {
  /** Microseconds. */
  readonly p50: Spread
  readonly p99: Spread
}

export interface HitRate {
  readonly file: string
  readonly deltas: number
  readonly hits: number
}

/** What a child process can be asked for. */
export interface Tasks {
  paired: { input: { variant: Variant; pace: Pace; hotPath: boolean }; output: Paired & { frames: number } }
  push: { input: { name: InputName; hotPath: boolean; rounds: number }; output: PushTimes }
  long: { input: { deltas: number; rounds: number; hotPath: boolean }; output: Spread }
  hits: { input: Record<string, never>; output: HitRate[] }
}

export const TASKS: {
  [Name in keyof Tasks]: (input: Tasks[Name]['input']) => Promise<Tasks[Name]['output']>
} = {
  async paired({ variant, pace, hotPath }) {
    if (typeof variant.input === 'string' && variant.input !== 'corpus') serveShort(variant.input, hotPath)
    const { base, subject, frames } = build(variant, optionsOf(hotPath))
    return { ...(await paired(base, subject, pace)), frames }
  },
  async push({ name, hotPath, rounds }) {
    const { frames, deltas } = INPUTS[name]()
    const chunks = chunked(frames, 'event')
    serveShort(name, hotPath)
    const p50: number[] = []
    const p99: number[] = []
    for (let round = -20; round < rounds; round++) {
      const times = pushTimes(chunks, deltas, hotPath)
      if (round < 0) continue
      p50.push(times[times.length >> 1] ?? Number.NaN)
      p99.push(times[Math.floor(times.length * 0.99)] ?? Number.NaN)
    }
    return { p50: spread(p50), p99: spread(p99) }
  },
  async long({ deltas, rounds, hotPath }) {
    const short = Array.from({ length: deltas / 1000 }, (_, seed) => deltaChunks(1000, seed))
    const long = [deltaChunks(deltas, 1)]
    const ratios: number[] = []
    for (let round = -2; round < rounds; round++) {
      const before = perDelta(short, hotPath)
      const own = perDelta(long, hotPath)
      const after = perDelta(short, hotPath)
      if (round >= 0) ratios.push(own / ((before + after) / 2))
    }
    return spread(ratios)
  },
  hits: async () => countHits(),
}

/** What runs once a stream is compiled after some thousand of them, as in a server that has been up for a minute. */
function serveShort(name: InputName, hotPath: boolean): void {
  const chunks = chunked(INPUTS[name](20).frames, 'event')
  for (let stream = 0; stream < 3000; stream++) outputOf(chunks, optionsOf(hotPath))
}

/** Sorted times of each push of a delta, in microseconds; the first hundred are not counted. */
function pushTimes(chunks: readonly Uint8Array[], [from, to]: readonly [number, number], hotPath: boolean): number[] {
  const normalizer = createNormalizer(optionsOf(hotPath))
  const times: number[] = []
  for (let i = 0; i < to; i++) {
    const chunk = chunks[i] as Uint8Array
    const start = performance.now()
    normalizer.push(chunk)
    const end = performance.now()
    if (i >= from + 100) times.push((end - start) * 1000)
  }
  return times.sort((a, b) => a - b)
}

interface Deltas {
  readonly head: readonly Uint8Array[]
  readonly deltas: readonly Uint8Array[]
}

function deltaChunks(count: number, seed: number): Deltas {
  const { frames, deltas } = compliant(count, seed)
  const from = deltas[0] + 8
  const chunks = chunked(frames, 'event')
  return { head: chunks.slice(0, from), deltas: chunks.slice(from, deltas[1]) }
}

function perDelta(streams: readonly Deltas[], hotPath: boolean): number {
  let time = 0
  let count = 0
  for (const { head, deltas } of streams) {
    const normalizer = createNormalizer(optionsOf(hotPath))
    for (const chunk of head) normalizer.push(chunk)
    const start = cpuTime()
    for (const chunk of deltas) normalizer.push(chunk)
    time += cpuTime() - start
    count += deltas.length
  }
  return time / count
}

/** How many deltas of each recording leave by the short road: it alone appends bytes to a text. */
async function countHits(): Promise<HitRate[]> {
  const text = new URL('../../packages/core/dist/assemble/text.js', import.meta.url)
  const { createTextBuffer } = await import(text.href)
  const prototype = Object.getPrototypeOf(createTextBuffer())
  const { appendEscaped } = prototype
  let hits = 0
  prototype.appendEscaped = function counted(...args: unknown[]): unknown {
    hits++
    return appendEscaped.apply(this, args)
  }
  return corpus().map((recording) => {
    hits = 0
    const output = outputOf(chunked(inputOf(recording).frames, 'event'), optionsOf(true))
    return { file: recording.file, deltas: output.match(/^event: .*\.delta$/gm)?.length ?? 0, hits }
  })
}
