import { createNormalizer, type NormalizerOptions } from '@strict-responses/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deterministic, encode, normalize } from '../support/corpus-normalize.js'
import { unstable } from '../support/corpus-stable.js'
import { compare, judgeResponses, readFrames } from '../support/oracle.js'
import { FIXTURES, model } from './arbitraries.js'
import { canonical, MIXED, type ModelItem, strictEvents } from './fixtures/canonical.js'
import { byName } from './fixtures/faulty.js'
import { DONE, write } from './fixtures/sse.js'
import { mutated } from './mutate.js'
import { anything, issuesOf, PROFILES, profile, runs } from './property.js'
import { sloppiness, writeSloppily } from './sloppy.js'

describe('guarantee 5: nothing is lost, nothing twice', () => {
  it.each(byName)('%s', (_, fixture) => {
    for (const profile of PROFILES) {
      const output = judgeResponses(normalize([fixture.stream], { profile }).bytes)
      expect(output.text).toBe(fixture.text)
      expect(output.reasoning).toBe(fixture.reasoning ?? '')
      expect(output.tools.map(({ name, arguments: args }) => ({ name, arguments: args }))).toEqual(fixture.tools ?? [])
    }
  })

  it('whatever a sloppy server leaves out, everything it says arrives', async () => {
    const said = model.filter((items) => items.length > 0)
    await fc.assert(
      fc.asyncProperty(said, sloppiness, profile, async (items, how, profile) => {
        const stream = writeSloppily(items, how)
        const meant = judgeResponses(canonical(items))
        expect(compare(meant, judgeResponses(stream), { profile: 'openai', itemwise: true })).toEqual([])
        const output = normalize([stream], { profile, dialect: 'responses' })
        expect(compare(meant, judgeResponses(output.bytes), { profile, itemwise: true })).toEqual([])
        expect(await issuesOf(output.bytes, { profile })).toEqual([])
        expect(output.outcome).toBe('completed')
      }),
      runs(3),
    )
  })

  it('a stream that is cut anywhere gives what it had said', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...FIXTURES), fc.nat(), profile, async (stream, at, profile) => {
        const cut = encode(stream).subarray(0, at % (encode(stream).length + 1))
        const output = normalize([cut], { profile, dialect: 'responses' })
        expect(compare(judgeResponses(cut), judgeResponses(output.bytes), { profile, itemwise: true })).toEqual([])
      }),
      runs(3),
    )
  })

  it('custom tool calls become function calls in the profile that has none', () => {
    const items: ModelItem[] = [{ type: 'custom_tool_call', name: 'sh', callId: 'call_c', deltas: ['ls "', 'a b"\n'] }]
    const input = judgeResponses(canonical(items))
    for (const profile of PROFILES) {
      const output = judgeResponses(normalize([canonical(items)], { profile }).bytes)
      expect(compare(input, output, { profile, itemwise: true })).toEqual([])
    }
    const cut = encode(write(strictEvents(items).slice(0, 4)))
    const output = normalize([cut], { profile: 'open-responses' }).bytes
    expect(judgeResponses(output).tools.map((tool) => tool.arguments)).toEqual(['{"input":"ls \\"'])
  })

  it('input that says the same twice begins once, although nothing announced its call', () => {
    const at = { output_index: 0, item_id: 'ctc_1' }
    const type = 'response.custom_tool_call_input.delta'
    const item = { type: 'custom_tool_call', id: 'ctc_1', call_id: 'call_1', name: 'laugh', input: 'haha!' }
    const bytes = write([
      ...['ha', 'ha', '!'].map((delta) => ({ type, ...at, delta })),
      { type: 'response.output_item.done', output_index: 0, item },
    ])
    for (const profile of PROFILES) {
      const [tool] = judgeResponses(normalize([bytes], { profile, dialect: 'responses' }).bytes).tools
      expect(tool?.arguments).toBe(profile === 'openai' ? 'haha!' : '{"input":"haha!"}')
    }
  })
})

describe('guarantee 6: stable', () => {
  it('ids, indexes and numbers hold for anything', async () => {
    await fc.assert(
      fc.asyncProperty(anything, profile, async (stream, profile) => {
        expect(unstable(normalize([stream], { profile, dialect: 'responses' }).bytes)).toEqual([])
      }),
      runs(3),
    )
  })

  it('a resumed stream goes on where it was left', async () => {
    const events = strictEvents(MIXED)
    for (let after = 0; after < events.length - 1; after += 1) {
      const resume = { startingAfter: after }
      const rest = write(events.slice(after + 1)) + DONE
      const output = normalize([rest], { resume, dialect: 'responses' })
      expect(readFrames(output.bytes).map((frame) => frame.data)).toEqual(readFrames(rest).map((frame) => frame.data))
      expect(await issuesOf(output.bytes, { resume })).toEqual([])
    }
  })
})

describe('guarantee 7: honest outcome', () => {
  it.each(byName)('%s', (_, fixture) => {
    expect(normalize([fixture.stream]).outcome).toBe(fixture.outcome)
    expect(judgeResponses(normalize([fixture.stream]).bytes).outcome).toBe(fixture.outcome)
  })

  it('a stream that is cut while an item is open never ends as completed', async () => {
    await fc.assert(
      fc.asyncProperty(model, fc.nat(), profile, async (items, at, profile) => {
        const stream = canonical(items)
        const cut = stream.slice(0, at % stream.length)
        const seen = readFrames(cut).map((frame) => (frame.json ? frame.event : undefined))
        const count = (type: string): number => seen.filter((event) => event === type).length
        const open = count('response.output_item.added') > count('response.output_item.done')
        const ended = count('response.completed') > 0
        if (!open && (ended || count('response.output_item.done') > 0)) return
        expect(judgeResponses(cut).outcome).toBe('cut')
        expect(normalize([cut], { profile, dialect: 'responses' }).outcome).toBe('failed')
      }),
      runs(2),
    )
  })

  it('a call with input that nobody closed is no whole reply', () => {
    const item = { id: 'ctc_1', type: 'custom_tool_call', call_id: 'call_1', name: 'f', input: '' }
    const cut = write([
      { type: 'response.output_item.added', output_index: 0, item },
      { type: 'response.custom_tool_call_input.delta', item_id: 'ctc_1', output_index: 0, delta: '{}' },
    ])
    expect(normalize([cut], { dialect: 'responses' }).outcome).toBe('failed')
  })

  it('a stream that was broken never ends as completed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...FIXTURES), fc.nat(), profile, async (stream, at, profile) => {
        const options: NormalizerOptions = { profile, dialect: 'responses' }
        const normalizer = createNormalizer(deterministic(options))
        normalizer.push(encode(stream).subarray(0, at % encode(stream).length))
        const before = normalizer.state
        normalizer.fail(new Error('socket hang up'))
        if (before !== 'done') expect(normalizer.outcome).toBe('failed')
      }),
      runs(),
    )
  })

  it('an error or a failure in the input is one in the output', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, profile, async (stream, profile) => {
        if (judgeResponses(stream).outcome !== 'failed') return
        expect(normalize([stream], { profile, dialect: 'responses' }).outcome).toBe('failed')
      }),
      runs(3),
    )
  })

  it('a limit that strikes is a failure', () => {
    const stream = canonical([{ type: 'message', deltas: Array.from({ length: 50 }, () => 'x'.repeat(100)) }])
    const frames = normalize([stream], { limits: { frameBytes: 300 } })
    const bytes = normalize([stream], { limits: { outputBytes: 1000 } })
    const items = normalize([canonical(MIXED)], { limits: { items: 2 } })
    expect([frames.outcome, bytes.outcome, items.outcome]).toEqual(['failed', 'failed', 'failed'])
  })
})
