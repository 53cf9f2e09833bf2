import { createNormalizer, type NormalizerOptions, type Repair } from '@strict-responses/core'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createTextBuffer } from '../../packages/core/src/assemble/text.js'
import { concat, decode, deterministic, encode } from '../support/corpus-normalize.js'
import { canonical, type ModelItem } from './fixtures/canonical.js'
import { DONE, data } from './fixtures/sse.js'
import { mutatedOf } from './mutate.js'
import { dialect, profile, runs } from './property.js'

const LINE = 'Grüße, "the" answer\\is\n{text} \u2028 🌍 \u007f : "x" '
const LONG = Array.from({ length: 16 }, (_, i) => `${i} ${LINE.repeat(8)}`)
/** Characters that end in the next delta. */
const HALVES = LONG.flatMap((delta) => [`${delta}\ud83c`, '\udf0d'])
const ARGUMENTS = ['{"text":"', ...LONG.map((delta) => JSON.stringify(delta).slice(1, -1)), '"}']

const message = (deltas: readonly string[]): ModelItem => ({ type: 'message', deltas })
const call = (type: 'function_call' | 'custom_tool_call'): ModelItem => ({
  ...{ type, name: 'f', callId: 'call_1' },
  deltas: ARGUMENTS,
})

const strict = canonical([message(LONG)])
const chunk = (delta: object, finish_reason: string | null = null): string =>
  data({ id: 'c1', object: 'chat.completion.chunk', model: 'm', choices: [{ index: 0, delta, finish_reason }] })

const STREAMS: Readonly<Record<string, string>> = {
  'a message': strict,
  'a message whose deltas cut characters in two': canonical([message(HALVES)]),
  'a text that is what stands for it': canonical([message(Array.from({ length: 900 }, () => '{text}'))]),
  'a refusal': canonical([{ type: 'refusal', deltas: LONG }]),
  'reasoning, then a message': canonical([{ type: 'reasoning', deltas: LONG }, message(LONG)]),
  'reasoning text': canonical([{ type: 'reasoning_text', deltas: LONG }]),
  'a call': canonical([call('function_call')]),
  'a custom call, then a message': canonical([call('custom_tool_call'), message(LONG)]),
  'the same text twice': canonical([message(LONG), message(LONG)]),
  'no numbers': strict.replaceAll(/"sequence_number":\d+,?/g, ''),
  'no ids': strict.replaceAll(/"item_id":"[^"]*",/g, ''),
  'spaces between the tokens': strict.replaceAll('":', '": '),
  'a done that escapes more than its deltas': strict.replace(/(?<=output_text\.done\n.*)ü/g, '\\u00fc'),
  'deltas that escape more than their done': strict.replaceAll(/(?<=output_text\.delta\n.*)ü/g, '\\u00fc'),
  'a done that says something else': strict.replace(/(?<=output_text\.done\n.*)Gr/, 'gr'),
  'a done that says more': strict.replace(/("type":"response.output_text.done".*"text":".*?)(",")/, '$1 and more$2'),
  'what stands for the text, in another field': strict.replaceAll('"model":"test-model-1"', '"model":"{text}"'),
  'what stands for the text, in another field of what is written anew': strict
    .replaceAll('"model":"test-model-1"', '"model":"{text}"')
    .replaceAll(/"sequence_number":\d+,?/g, ''),
  'the text in a field of its own': strict.replace(
    /("type":"response.completed","response":\{)/,
    `$1"output_text":${JSON.stringify(LONG.join(''))},`,
  ),
  'bytes that are no UTF-8 beside it': strict.replaceAll('"model":"test-model-1"', '"model":"¤"'),
  'no end': strict.slice(0, strict.indexOf('event: response.output_text.done')),
  'chat chunks that cut characters in two': HALVES.map((content) => chunk({ content })).join('') + chunk({}, 'stop'),
  'chat chunks': `${LONG.map((content) => chunk({ content })).join('')}${chunk({}, 'stop')}${DONE}`,
}

/** Half of each `¤`. */
const broken = (bytes: Uint8Array): Uint8Array => bytes.filter((byte, i) => !(byte === 0xa4 && bytes[i - 1] === 0xc2))

interface Said {
  readonly text: string
  readonly repairs: readonly Repair[]
}

function run(stream: string, size: number, options: NormalizerOptions): Said {
  const repairs: Repair[] = []
  const onRepair = (repair: Repair): unknown => repairs.push(repair)
  const normalizer = createNormalizer({ ...deterministic({ path: '/v1/responses', ...options }), onRepair })
  const input = broken(encode(stream))
  const out: Uint8Array[] = []
  for (let at = 0; at < input.length; at += size) out.push(normalizer.push(input.subarray(at, at + size)).slice())
  out.push(normalizer.end())
  return { text: decode(concat(out)), repairs }
}

const kept = Object.getPrototypeOf(createTextBuffer())

/** The same without any text that is known as bytes: every frame is then decoded, parsed and written whole. */
function runWhole(...args: Parameters<typeof run>): Said {
  const escaped = vi.spyOn(kept, 'escaped', 'get').mockReturnValue(new Uint8Array(0))
  const said = run(...args)
  escaped.mockRestore()
  return said
}

describe('a long text that its frames repeat', () => {
  it.each(Object.entries(STREAMS))('leaves as if it were read and written each time: %s', (_, stream) => {
    for (const profile of ['openai', 'open-responses'] as const)
      for (const hotPath of [true, false])
        for (const size of [300, 1e9])
          expect(run(stream, size, { profile, hotPath })).toEqual(runWhole(stream, size, { profile, hotPath }))
  })

  it('does so whatever becomes of the stream', () => {
    const streams = mutatedOf(fc.constantFrom(...Object.values(STREAMS)))
    fc.assert(
      fc.property(streams, fc.constantFrom(300, 1e9), profile, dialect, fc.boolean(), (stream, size, ...rest) => {
        const [profile, dialect, hotPath] = rest
        const options = { profile, dialect, hotPath }
        expect(run(stream, size, options)).toEqual(runWhole(stream, size, options))
      }),
      runs(),
    )
  })

  it('is parsed once and written never, from what comes in', () => {
    const long = (calls: readonly (readonly unknown[])[]): number =>
      calls.filter(([json]) => String(json).length > 4096).length
    const counts = (go: () => unknown): number[] => {
      const [parse, write] = [vi.spyOn(JSON, 'parse'), vi.spyOn(JSON, 'stringify')]
      go()
      const written = write.mock.results.map(({ value }) => [value])
      const found = [long(parse.mock.calls), long(written)]
      parse.mockRestore()
      write.mockRestore()
      return found
    }
    const stream = STREAMS['no numbers'] as string
    expect(counts(() => runWhole(stream, 1e9, {}))).toEqual([5, 4])
    expect(counts(() => run(stream, 1e9, {}))).toEqual([1, 0])
  })

  it('is kept as bytes no longer than until another text is done', () => {
    const buffers = vi.spyOn(kept, 'release')
    run(canonical([message(LONG), message(LONG), message(LONG)]), 1e9, {})
    const { length } = buffers.mock.calls
    buffers.mockRestore()
    expect(length).toBe(2)
  })
})
