import { createNormalizer, type Normalizer, type NormalizerOptions } from '@strict-responses/core'
import { type Chunking, chunked } from './chunks.js'
import { chosen, corpus, inputOf, jsonOf } from './corpus-inputs.js'
import { INPUTS, type Input, type InputName } from './inputs.js'
import type { Work } from './measure.js'
import { parserAndJson, webStreams } from './peers.js'

/** One thing to be timed against another in the same process. */
export interface Variant {
  /** A stream made from a seed, all chosen streams of the corpus, or one of its files. */
  readonly input: InputName | 'corpus' | { readonly file: string }
  readonly part: 'whole' | 'deltas'
  readonly chunks: Chunking
  /** The base is JSON, or copying the chunks; peers are timed against us. */
  readonly against: 'json' | 'copy' | 'eventsource-parser' | 'web-streams'
}

/** Deltas that belong to the head when only deltas are timed: the shape is learned from the first. */
const LEARNING = 8

export interface Built {
  readonly base: Work
  readonly subject: Work
  /** Frames of the input that one run takes. */
  readonly frames: number
}

export function optionsOf(hotPath: boolean, more: NormalizerOptions = {}): NormalizerOptions {
  return { dialect: 'auto', path: '/v1/responses', hotPath, ...more }
}

export function inputsOf(input: Variant['input']): Input[] {
  if (input === 'corpus') return chosen().map(inputOf)
  if (typeof input === 'string') return [INPUTS[input]()]
  return corpus()
    .filter(({ file }) => file === input.file)
    .map(inputOf)
}

/** Everything that a normalizer sends for these frames. */
export function outputOf(chunks: readonly Uint8Array[], options: NormalizerOptions): string {
  const normalizer = createNormalizer(options)
  const decoder = new TextDecoder()
  let text = ''
  for (const chunk of chunks) text += decoder.decode(normalizer.push(chunk), { stream: true })
  return text + decoder.decode(normalizer.end())
}

/** The least that a generic middleware does: parses what comes in, writes what goes out. */
export interface JsonWork {
  readonly incoming: readonly string[]
  readonly outgoing: readonly unknown[]
}

export function jsonWork(input: Input, part: Variant['part'], options: NormalizerOptions): JsonWork {
  const sent = outputOf(chunked(input.frames, 'event'), options).match(/[\s\S]*?\n\n/g) ?? []
  const events: { type: string }[] = sent.flatMap(jsonOf).map((json) => JSON.parse(json))
  if (part === 'whole') return { incoming: input.json, outgoing: events }
  const [from, to] = input.deltas
  return {
    incoming: input.json.slice(from + LEARNING, to),
    outgoing: events.filter(({ type }) => type.endsWith('.delta')).slice(LEARNING),
  }
}

/** Sizes are added up, or the work would be optimised away. */
function runJson({ incoming, outgoing }: JsonWork): number {
  let sum = 0
  for (const json of incoming) sum += JSON.parse(json) === null ? 0 : 1
  for (const event of outgoing) sum += JSON.stringify(event).length
  return sum
}

function runCopy(chunks: readonly Uint8Array[]): number {
  let sum = 0
  for (const chunk of chunks) sum += Buffer.from(chunk).length
  return sum
}

function runWhole(chunks: readonly Uint8Array[], options: NormalizerOptions): number {
  const normalizer = createNormalizer(options)
  return pushAll(normalizer, chunks) + normalizer.end().length
}

function pushAll(normalizer: Normalizer, chunks: readonly Uint8Array[]): number {
  let sum = 0
  for (const chunk of chunks) sum += normalizer.push(chunk).length
  return sum
}

export function build({ input, part, chunks: chunking, against }: Variant, options: NormalizerOptions): Built {
  const inputs = inputsOf(input)
  const frames = inputs.reduce((sum, { frames }) => sum + frames.length, 0)
  const all = inputs.map(({ frames }) => chunked(frames, chunking))
  const ours: Work = { run: () => all.reduce((sum, chunks) => sum + runWhole(chunks, options), 0) }
  const [first, firstChunks] = [inputs[0] as Input, all[0] as Uint8Array[]]
  if (against === 'eventsource-parser')
    return { base: ours, subject: { run: () => parserAndJson(firstChunks) }, frames }
  if (against === 'web-streams') return { base: ours, subject: { run: () => webStreams(firstChunks) }, frames }
  if (against === 'copy') return { base: { run: () => runCopy(firstChunks) }, subject: ours, frames }
  const work = inputs.map((each) => jsonWork(each, part, options))
  const base: Work = { run: () => work.reduce((sum, each) => sum + runJson(each), 0) }
  if (part === 'whole') return { base, subject: ours, frames }
  return { base, subject: onlyDeltas(first, chunking, options), frames: work[0]?.incoming.length ?? 0 }
}

/** The head is pushed before the clock starts. */
function onlyDeltas({ frames, deltas: [from, to] }: Input, chunking: Chunking, options: NormalizerOptions): Work {
  const head = chunked(frames.slice(0, from + LEARNING), 'event')
  const chunks = chunked(frames.slice(from + LEARNING, to), chunking)
  let normalizer = createNormalizer(options)
  return {
    prepare: () => {
      normalizer = createNormalizer(options)
      pushAll(normalizer, head)
    },
    run: () => pushAll(normalizer, chunks),
  }
}
