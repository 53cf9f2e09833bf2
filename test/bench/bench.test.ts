import { isDeepStrictEqual as same } from 'node:util'
import { checkStream, createNormalizer } from '@strict-responses/core'
import { describe, expect, it } from 'vitest'
import { deterministic } from '../support/corpus-normalize.js'
import { type Chunking, chunked } from './chunks.js'
import { jsonOf } from './corpus-inputs.js'
import { TIMED } from './in-process.js'
import { chat, compliant, degraded, INPUTS, type InputName, words } from './inputs.js'
import { parserAndJson, webStreams } from './peers.js'
import { build, jsonWork, optionsOf, outputOf } from './variants.js'

const NAMES = Object.keys(INPUTS) as InputName[]
const CHUNKINGS: Chunking[] = ['event', '16 KB', '7 B']

const options = (hotPath: boolean) => optionsOf(hotPath, deterministic())
const eventsOf = (stream: string): unknown[] =>
  (stream.match(/[\s\S]*?\n\n/g) ?? []).flatMap(jsonOf).map((json) => JSON.parse(json))
const deltaFrames = ({ frames, deltas: [from, to] }: ReturnType<typeof compliant>): readonly string[] =>
  frames.slice(from, to)
const meanLength = (frames: readonly string[]): number =>
  frames.reduce((sum, frame) => sum + Buffer.byteLength(frame), 0) / frames.length
const joined = (out: readonly Uint8Array[]): string => Buffer.concat(out).toString()

describe('the inputs of the benchmark', () => {
  it('have deltas of 4.6 characters, 1.4 % of them escaped and 1.7 % not ASCII', () => {
    const deltas = words(20_000)
    const share = (test: (delta: string) => boolean): number => (100 * deltas.filter(test).length) / deltas.length
    expect(deltas.join('').length / deltas.length).toBeCloseTo(4.6, 0.5)
    expect(share((delta) => JSON.stringify(delta).includes('\\'))).toBeCloseTo(1.4, 0)
    expect(share((delta) => Buffer.byteLength(delta) > delta.length)).toBeCloseTo(1.7, 0)
  })

  it('have 2,008 events, in frames of 260 bytes, of 130 where they are degraded, of 330 in Chat Completions', () => {
    expect(compliant().frames).toHaveLength(2008)
    expect(degraded().frames).toHaveLength(2007)
    expect(chat().frames).toHaveLength(2004)
    const means = [compliant(), degraded(), chat()].map((input) => meanLength(deltaFrames(input)))
    expect(means.map((mean) => Math.round(mean / 10) * 10)).toEqual([260, 130, 330])
  })

  it('are strict, or are not, as their names say', () => {
    const codes = (name: InputName) => checkStream(`${INPUTS[name]().frames.join('')}data: [DONE]\n\n`).ok
    expect(NAMES.map((name) => [name, codes(name)])).toEqual([
      ['compliant', true],
      ['degraded', false],
      ['chat', false],
      ['unlearnable', true],
    ])
  })

  it('leave out of the degraded stream what a repair has to add', () => {
    const text = degraded().frames.join('')
    for (const field of ['sequence_number', 'logprobs', 'item_id', 'obfuscation', 'output_text.done'])
      expect(deltaFrames(degraded()).join('')).not.toContain(field)
    expect(text).not.toContain('response.output_text.done')
  })
})

describe('what the benchmark times', () => {
  const cases = NAMES.flatMap((name) => CHUNKINGS.map((chunking) => [name, chunking] as const))

  it.each(cases)(
    'sends a strict stream for the %s input in chunks of %s, with the hot path and without',
    (name, chunking) => {
      const { frames } = INPUTS[name]()
      const [on, off] = [true, false].map((hotPath) => outputOf(chunked(frames, chunking), options(hotPath)))
      expect(checkStream(on ?? '').issues).toEqual([])
      expect(on === off).toBe(true)
    },
  )

  it.each(NAMES)('compares the %s input with the JSON of the same events', (name) => {
    const input = INPUTS[name]()
    const { incoming, outgoing } = jsonWork(input, 'whole', options(false))
    expect(
      same(
        incoming.map((json) => JSON.parse(json)),
        eventsOf(input.frames.join('')),
      ),
    ).toBe(true)
    expect(same(outgoing, eventsOf(outputOf(chunked(input.frames, 'event'), options(true))))).toBe(true)
  })

  it('lets the peers send the compliant stream as it came', async () => {
    const stream = compliant().frames.join('')
    const chunks = chunked(compliant().frames, 'event')
    expect(same(eventsOf(joined(parserAndJson(chunks))), eventsOf(stream))).toBe(true)
    expect(same(eventsOf(joined(await webStreams(chunks))), eventsOf(stream))).toBe(true)
  })

  it.each(TIMED.map((timed) => [`${timed.what}, ${timed.part}, ${timed.chunks}`, timed] as const))(
    'runs %s, which does something each time',
    async (_, timed) => {
      const { base, subject, frames } = build(timed, optionsOf(true))
      expect(frames).toBeGreaterThan(500)
      for (const { prepare, run } of [base, subject]) {
        prepare?.()
        const done = await run()
        expect(Array.isArray(done) ? done.length : done).toBeGreaterThan(500)
      }
    },
  )

  it('lets no delta wait for the next chunk', () => {
    for (const name of NAMES) {
      const { frames, deltas } = INPUTS[name]()
      const normalizer = createNormalizer(options(true))
      const held = chunked(frames, 'event').flatMap((chunk, index) => {
        const sent = normalizer.push(chunk).length
        return sent === 0 && index >= deltas[0] && index < deltas[1] ? [index] : []
      })
      expect(held).toEqual([])
    }
  })
})
