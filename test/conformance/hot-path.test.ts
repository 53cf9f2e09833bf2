import { readFileSync } from 'node:fs'
import { createNormalizer, type NormalizerOptions, type Repair, type StreamSummary } from '@strict-responses/core'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createTextBuffer } from '../../packages/core/src/assemble/text.js'
import { CORPUS_ABSENT, corpusAvailable, recordings } from '../support/corpus.js'
import { concat, decode, deterministic, encode } from '../support/corpus-normalize.js'
import { canonical } from './fixtures/canonical.js'
import { DONE, data } from './fixtures/sse.js'
import { mutated } from './mutate.js'
import { dialect, profile, runs } from './property.js'

const TOKENS = Array.from(
  { length: 120 },
  (_, i) => [' the', 'ü', '\n', ' "quoted"', '🌍', '', ' end'][i % 7] as string,
)

const frames = (events: readonly object[]): string => events.map(data).join('')

const chunk = (delta: object, finish_reason: string | null = null): object => ({
  ...{ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_790_000_000, model: 'm' },
  choices: [{ index: 0, delta, finish_reason }],
})

const anthropicDelta = (index: number, delta: object): object => ({ type: 'content_block_delta', index, delta })

/** Streams with deltas enough to learn from, in every dialect; one of them with pieces of its own in between. */
const STREAMS: Readonly<Record<string, string>> = {
  'a strict stream': canonical([{ type: 'message', deltas: TOKENS }]),
  'deltas without numbers, ids and logprobs': frames(
    TOKENS.map((delta) => ({ type: 'response.output_text.delta', output_index: 0, content_index: 0, delta })),
  ),
  'numbers that start at 1 and skip': frames(
    TOKENS.map((delta, i) => ({ type: 'response.output_text.delta', sequence_number: i * 2 + 1, delta, logprobs: [] })),
  ),
  'two items that take turns': frames(
    TOKENS.map((delta, i) => ({
      type: 'response.output_text.delta',
      item_id: `msg_${i % 2}`,
      output_index: i % 2,
      delta,
    })),
  ),
  'chat chunks': `${frames([chunk({ role: 'assistant', content: '' }), ...TOKENS.map((content) => chunk({ content })), chunk({}, 'stop')])}${DONE}`,
  'chat chunks that reason first': frames([
    ...TOKENS.map((reasoning_content) => chunk({ reasoning_content, content: null })),
    ...TOKENS.map((content) => chunk({ reasoning_content: null, content })),
    chunk({}, 'stop'),
  ]),
  'Anthropic events with a citation': frames([
    { type: 'message_start', message: { id: 'msg_1', model: 'm', content: [] } },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ...TOKENS.map((text) => anthropicDelta(0, { type: 'text_delta', text })),
    anthropicDelta(0, { type: 'citations_delta', citation: { type: 'web', url: 'https://example.com', title: 'x' } }),
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
    { type: 'message_stop' },
  ]),
}

const call = (more: object): object => chunk({ tool_calls: [{ index: 0, ...more }] })
const begun = { id: 'call_1', type: 'function', function: { name: 'f', arguments: '' } }
const ARGUMENTS = ['{"text":"', ...TOKENS.map((token) => JSON.stringify(token).slice(1, -1)), '"}']
const padded = (events: readonly object[]): string =>
  events.map((event, i) => data(event).replace(/\}\n\n$/, `${' '.repeat((i * 7) % 20)}}\n\n`)).join('')

/** What real servers add to every delta. */
const ADDED: Readonly<Record<string, string>> = {
  'Anthropic events with spaces that hide their length': padded([
    { type: 'message_start', message: { id: 'msg_1', model: 'm', content: [] } },
    { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '' } },
    ...TOKENS.map((thinking) => anthropicDelta(0, { type: 'thinking_delta', thinking })),
    { type: 'content_block_stop', index: 0 },
    { type: 'content_block_start', index: 1, content_block: { type: 'tool_use', id: 'toolu_1', name: 'f', input: {} } },
    ...ARGUMENTS.map((partial_json) => anthropicDelta(1, { type: 'input_json_delta', partial_json })),
    { type: 'content_block_stop', index: 1 },
    { type: 'message_delta', delta: { stop_reason: 'tool_use' } },
    { type: 'message_stop' },
  ]),
  'arguments of calls in chat chunks': frames([
    call(begun),
    ...ARGUMENTS.map((args) => call({ function: { arguments: args } })),
    // Whether these begin another call depends on the arguments so far.
    call({ id: 'call_2', function: { arguments: '' } }),
    ...ARGUMENTS.map((args) => call({ id: 'call_2', function: { arguments: args } })),
    chunk({}, 'tool_calls'),
  ]),
  'reasoning that is said three times, then text beside a number and padding': frames([
    ...TOKENS.map((text) =>
      chunk({ reasoning: text, reasoning_content: text, reasoning_details: [{ type: 'reasoning.text', text }] }),
    ),
    ...TOKENS.map((content, i) => ({
      ...chunk({ content, token_id: i + 1 }),
      ...{ created: 1_790_000_000 + i, p: 'abcdef'.slice(i % 6) },
    })),
    chunk({}, 'stop'),
  ]),
  'a refusal in chat chunks': frames([...TOKENS.map((refusal) => chunk({ refusal })), chunk({}, 'stop')]),
}

interface Outcome {
  readonly text: string
  readonly repairs: readonly Repair[]
  readonly summary: StreamSummary | undefined
}

function run(input: Uint8Array, size: number, listening: boolean, options: NormalizerOptions): Outcome {
  const repairs: Repair[] = []
  let summary: StreamSummary | undefined
  const onEnd = (end: StreamSummary): void => {
    summary = end
  }
  const onRepair = listening ? (repair: Repair) => repairs.push(repair) : undefined
  const normalizer = createNormalizer({ ...deterministic(options), onEnd, onRepair })
  const out: Uint8Array[] = []
  // One buffer for all: once what came of it has been taken, what was pushed may be overwritten.
  const piece = new Uint8Array(Math.min(size, input.length))
  for (let at = 0; at < input.length; at += size) {
    const bytes = input.subarray(at, at + size)
    piece.set(bytes)
    out.push(normalizer.push(piece.subarray(0, bytes.length)).slice())
  }
  out.push(normalizer.end())
  return { text: decode(concat(out)), repairs, summary }
}

/** Both roads: the same bytes, the same repairs, the same summary. */
function expectSame(input: Uint8Array, sizes: readonly number[], options: NormalizerOptions): void {
  for (const size of sizes) {
    for (const listening of [true, false]) {
      const short = run(input, size, listening, { ...options, hotPath: true })
      expect(short).toEqual(run(input, size, listening, { ...options, hotPath: false }))
    }
  }
}

describe('the short road of delta frames', () => {
  describe.each(Object.entries({ ...STREAMS, ...ADDED }))('gives the same as the full road for %s', (_, stream) => {
    it.each(['openai', 'open-responses'] as const)('under %s, however it is split', (profile) => {
      expectSame(encode(stream), [7, 61, 300, 4099, 1e9], { profile, path: '/v1/responses' })
    })
  })

  it.each(Object.entries({ ...STREAMS, ...ADDED }))(
    'gives the same for %s where any one byte is another',
    (_, stream) => {
      // Enough to have learned from, the frame that changes, and some behind it.
      const all = stream.split(/(?<=\n\n)/)
      const [before, frame] = [all.slice(0, 14).join(''), all[14] as string]
      const input = encode(before + frame + all.slice(15, 20).join(''))
      const from = encode(before).length
      for (let at = from; at < from + encode(frame).length; at++) {
        const other = input.slice()
        other[at] = (input[at] as number) ^ 1
        const outcome = (hotPath: boolean): Outcome => run(other, 1e9, false, { hotPath, path: '/v1/responses' })
        expect(outcome(true), `byte ${at - from} of ${frame}`).toEqual(outcome(false))
      }
    },
  )

  it('gives the same for mutated streams', () => {
    fc.assert(
      fc.property(mutated, fc.constantFrom(7, 300, 1e9), profile, dialect, (stream, size, profile, dialect) => {
        expectSame(encode(stream), [size], { profile, dialect })
      }),
      runs(),
    )
  })

  it.skipIf(!corpusAvailable)(
    `gives the same for every recording${corpusAvailable ? '' : ` (${CORPUS_ABSENT})`}`,
    () => {
      let seen = 0
      for (const kind of ['responses', 'chat', 'anthropic']) {
        for (const { path } of recordings(kind)) {
          const bytes = readFileSync(path)
          if (bytes.length > 300_000) continue
          expectSame(bytes, [61, 16_384], { path: '/v1/responses' })
          seen++
        }
      }
      expect(seen).toBeGreaterThan(200)
    },
    60_000,
  )

  it('parses none of the frames that it knows', () => {
    const stream = encode(canonical([{ type: 'message', deltas: Array.from({ length: 500 }, () => ' word') }]))
    const parsed = (hotPath: boolean): number => {
      const parse = vi.spyOn(JSON, 'parse')
      run(stream, 1e9, false, { hotPath })
      const { length } = parse.mock.calls
      parse.mockRestore()
      return length
    }
    expect(parsed(false)).toBeGreaterThan(500)
    expect(parsed(true)).toBeLessThan(20)
  })

  it.each(Object.entries(ADDED))('is taken by %s', (_, stream) => {
    const prototype = Object.getPrototypeOf(createTextBuffer())
    const kept = vi.spyOn(prototype, 'appendEscaped')
    const { text } = run(encode(stream), 300, false, { path: '/v1/responses' })
    const { length } = kept.mock.calls
    kept.mockRestore()
    expect(length / (text.match(/^event: .*delta$/gm)?.length ?? 0)).toBeGreaterThan(0.7)
  })

  it.each([
    ['a name', { id: 'call_1' }, 'f'],
    ['an id', { id: 'call_1' }, undefined],
    ['another id', { id: 'chatcmpl-tool-2' }, undefined],
  ])('leaves it to the full road whether arguments with %s begin another call', (_, id, name) => {
    const pieces = ['{"', 'a', '":', '1', '}', '{"', 'b', '":', '2', '}', '{"', 'c', '":3}']
    const calls = pieces.map((piece) => call({ ...id, function: { ...(name && { name }), arguments: piece } }))
    const stream = frames([call(begun), ...calls, chunk({}, 'tool_calls')])
    expectSame(encode(stream), [1e9], { path: '/v1/responses' })
  })

  it('reports what is said once no more than once', () => {
    const beside = TOKENS.map((content) => chunk({ content, images: [] }))
    const stream = frames([chunk({ content: 'a' }), ...beside, chunk({}, 'stop')])
    expectSame(encode(stream), [1e9], { path: '/v1/responses' })
  })

  it('leaves it to the full road which text counts where two that were the same differ', () => {
    const said = (text: string, again: string): object => chunk({ reasoning: text, reasoning_content: again })
    const stream = frames([...TOKENS.map((token) => said(token, token)), said('one', 'two'), said('on', 'one')])
    expectSame(encode(stream), [7, 1e9], { path: '/v1/responses' })
  })

  it('stops at the limits that the full road stops at', () => {
    const stream = encode(canonical([{ type: 'message', deltas: Array.from({ length: 100 }, () => ' word') }]))
    for (const limits of [{ outputBytes: 200 }, { frameBytes: 240 }]) expectSame(stream, [7, 1e9], { limits })
  })
})
