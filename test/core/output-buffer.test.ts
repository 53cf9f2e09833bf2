import { createNormalizer, createOutputBuffer } from '@strict-responses/core'
import { describe, expect, it } from 'vitest'
import { canonical } from '../conformance/fixtures/canonical.js'

const frames = (text: string): string[] =>
  text.match(/[\s\S]+?\n\n/g)?.map((frame) => frame.replace(/"sequence_number":\d+,/, '')) ?? []
const ONE = frames(canonical([{ type: 'message', deltas: Array.from({ length: 40 }, (_, i) => ` one ${i}`) }]))
const TWO = frames(canonical([{ type: 'message', deltas: Array.from({ length: 40 }, (_, i) => ` two ${i}`) }]))
const LARGE = frames(canonical([{ type: 'message', deltas: ['x'.repeat(5_000_000)] }]))

const options = { path: '/v1/responses', now: () => 1_790_000_000_000 }
const decode = (chunks: readonly Uint8Array[]): string => Buffer.concat(chunks).toString()
const alone = (input: readonly string[]): string => {
  const normalizer = createNormalizer(options)
  return decode([...input.map((frame) => normalizer.push(frame)), normalizer.end()])
}

describe('a buffer that streams share', () => {
  it('gives each its own bytes when they take turns', () => {
    const output = createOutputBuffer()
    const [one, two] = [createNormalizer({ ...options, output }), createNormalizer({ ...options, output })]
    const sent: [Uint8Array[], Uint8Array[]] = [[], []]
    for (const [at, frame] of ONE.entries()) {
      sent[0].push(one.push(frame))
      sent[1].push(two.push(TWO[at] as string))
    }
    expect(decode(sent[0])).toBe(alone(ONE))
    expect(decode(sent[1])).toBe(alone(TWO))
  })

  it('gives each its own bytes when one is fed in the middle of the other', () => {
    const output = createOutputBuffer()
    const inner = createNormalizer({ ...options, output })
    const inside: Uint8Array[] = []
    let next = 0
    const outer = createNormalizer({
      ...options,
      output,
      // Told in the middle of a frame that is being written.
      onRepair: () => next < TWO.length && inside.push(inner.push(TWO[next++] as string)),
    })
    expect(decode(ONE.map((frame) => outer.push(frame)))).toBe(alone(ONE))
    expect(decode([...inside, ...TWO.slice(next).map((frame) => inner.push(frame))])).toBe(alone(TWO))
  })

  it('keeps no large buffer once what was in it has been taken', () => {
    const output = createOutputBuffer()
    const normalizer = createNormalizer({ ...options, output })
    expect(decode(LARGE.map((frame) => normalizer.push(frame)))).toBe(alone(LARGE))
    expect(output.bytes.length).toBeLessThanOrEqual(64 * 1024)
  })
})
