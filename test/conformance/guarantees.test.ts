import { createNormalizer, type NormalizerOptions } from '@strict-responses/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat, decode, deterministic, encode, normalize } from '../support/corpus-normalize.js'
import { judgeResponses } from '../support/oracle.js'
import { model, sseLike, text } from './arbitraries.js'
import { canonical, MIXED, type ModelItem, REFUSAL, strictEvents, TEXT, TOOL_CALL } from './fixtures/canonical.js'
import { byName } from './fixtures/faulty.js'
import { DONE, write } from './fixtures/sse.js'
import { mutated } from './mutate.js'
import { anything, dialect, issuesOf, profile, runs } from './property.js'

/** Everything that a cut can hurt, in few bytes: event lines, comments, two data lines, characters of 2 and 4 bytes. */
const SMALL = [
  '\uFEFF: hi\n\n',
  'event: response.created\ndata: {"type":"response.created",\ndata: "response":{"id":"resp_1"}}\n\n',
  'data: {"type":"response.output_text.delta","delta":"Grüße "}\n\n',
  ':\n\ndata:{"type":"response.output_text.delta","delta":"🌍"}\n\n',
  'data: [DONE]\n\n',
].join('')

/** Strict where it was a stream of ours, else untouched. */
async function expectStrict(input: Uint8Array, options: NormalizerOptions): Promise<void> {
  const output = normalize([input], options)
  if (output.outcome === undefined) expect(output.text).toBe(decode(input))
  else expect(await issuesOf(output.bytes, options)).toEqual([])
}

describe('guarantee 1: strict', () => {
  it('holds for arbitrary bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), profile, async (bytes, profile) => {
        await expectStrict(bytes, { profile, dialect: 'responses' })
        await expectStrict(bytes, { profile })
      }),
      runs(),
    )
  })

  it('holds for frames that look like events', async () => {
    await fc.assert(
      fc.asyncProperty(sseLike, profile, dialect, async (stream, profile, dialect) => {
        await expectStrict(encode(stream), { profile, dialect })
      }),
      runs(4),
    )
  })

  it('holds for mutated streams', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, profile, dialect, async (stream, profile, dialect) => {
        await expectStrict(encode(stream), { profile, dialect })
      }),
      runs(4),
    )
  })

  it('holds under the options that check takes too', async () => {
    const options = fc.record({
      profile,
      done: fc.boolean(),
      errorShape: fc.constantFrom('both' as const, 'flat' as const, 'nested' as const),
      errorCodes: fc.constantFrom('spec' as const, 'wire' as const),
    })
    await fc.assert(
      fc.asyncProperty(anything, options, async (stream, options) => {
        await expectStrict(encode(stream), { ...options, dialect: 'responses' })
      }),
      runs(),
    )
  })

  it('holds wherever the route ends, breaks or falls silent', async () => {
    const ending = fc.constantFrom('end', 'fail')
    await fc.assert(
      fc.asyncProperty(anything, fc.nat(), ending, profile, async (stream, at, ending, profile) => {
        const options: NormalizerOptions = { profile, dialect: 'responses' }
        const normalizer = createNormalizer(deterministic(options))
        const bytes = encode(stream)
        const half = at % (bytes.length + 1)
        const out = [
          normalizer.push(bytes.subarray(0, half)).slice(),
          normalizer.heartbeat().slice(),
          (ending === 'end' ? normalizer.end() : normalizer.fail(new Error('broke'))).slice(),
          normalizer.push(bytes.subarray(half)).slice(),
          normalizer.end().slice(),
          normalizer.fail(new Error('again')).slice(),
          normalizer.heartbeat().slice(),
        ]
        expect(await issuesOf(concat(out), options)).toEqual([])
        expect(normalizer.state).toBe('done')
        expect(out.slice(3).map((chunk) => chunk.length)).toEqual([0, 0, 0, 0])
      }),
      runs(),
    )
  })
})

describe('guarantee 2: do no harm', () => {
  it.each([
    ['text', TEXT],
    ['a tool call', TOOL_CALL],
    ['several items', MIXED],
    ['a refusal', REFUSAL],
    ['nothing', []],
  ] satisfies [string, readonly ModelItem[]][])('leaves a strict stream of %s as it is', async (_, items) => {
    const stream = canonical(items)
    expect(await issuesOf(stream, {})).toEqual([])
    expect(normalize([stream]).text).toBe(stream)
    expect(normalize([stream]).repairs).toEqual([])
  })

  it('leaves every strict stream as it is, comments included', async () => {
    const comments = fc.array(fc.tuple(fc.nat(), fc.constantFrom(': keep-alive\n\n', ':\n\n', ': a\n: b\n\n')), {
      maxLength: 4,
    })
    await fc.assert(
      fc.asyncProperty(model, comments, async (items, comments) => {
        const frames = canonical(items).split(/(?<=\n\n)/)
        for (const [at, comment] of comments) frames.splice(at % (frames.length - 1), 0, comment)
        const stream = frames.join('')
        expect(await issuesOf(stream, {})).toEqual([])
        expect(normalize([stream]).text).toBe(stream)
      }),
      runs(),
    )
  })

  it('adds only [DONE] where OpenAI has none', () => {
    const stream = write(strictEvents(MIXED))
    expect(normalize([stream]).text).toBe(stream + DONE)
  })

  it('leaves any stream that check calls strict as it is', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, profile, async (stream, profile) => {
        if ((await issuesOf(stream, { profile })).length > 0) return
        expect(normalize([stream], { profile }).text).toBe(stream)
      }),
      runs(4),
    )
  })
})

describe('guarantee 3: idempotent', () => {
  it('holds for anything', async () => {
    await fc.assert(
      fc.asyncProperty(anything, profile, dialect, async (stream, profile, dialect) => {
        const once = normalize([stream], { profile, dialect })
        expect(normalize([once.bytes], { profile, dialect }).text).toBe(once.text)
      }),
      runs(3),
    )
  })

  it('holds for whatever an error says', async () => {
    const secret = fc.constantFrom(
      'sk-proj-abcdefghijklmnop0123456789',
      '/etc/passwd',
      'http://10.0.0.1:80/x',
      'at f (a.js:1:2)',
    )
    const message = fc.array(fc.oneof(text, secret), { maxLength: 6 }).map((words) => words.join(' '))
    await fc.assert(
      fc.asyncProperty(message, text, async (message, code) => {
        const once = normalize([`data: ${JSON.stringify({ type: 'error', error: { message, code } })}\n\n`])
        expect(await issuesOf(once.bytes, {})).toEqual([])
        expect(normalize([once.bytes]).text).toBe(once.text)
      }),
      runs(),
    )
  })
})

describe('guarantee 4: chunking does not matter', () => {
  it.each(byName)('%s, cut in two at each end of a line, in each character and every 17 bytes', (_, { stream }) => {
    const bytes = encode(stream)
    const whole = normalize([bytes]).text
    for (let at = 0; at <= bytes.length; at += 1) {
      const delicate = bytes.subarray(Math.max(0, at - 2), at + 2).some((byte) => byte < 0x20 || byte > 0x7f)
      if (!delicate && at % 17 !== 0) continue
      const cut = normalize([bytes.subarray(0, at), bytes.subarray(at)]).text
      if (cut !== whole) expect.fail(`cut at ${at}: ${JSON.stringify(decode(bytes.subarray(at - 20, at + 20)))}`)
    }
  })

  it.each(['\n', '\r\n', '\r'])('a small stream with line end %j, cut in two everywhere, and byte by byte', (end) => {
    const bytes = encode(SMALL.replaceAll('\n', end))
    const whole = normalize([bytes]).text
    expect(judgeResponses(whole)).toMatchObject({ text: 'Grüße 🌍', outcome: 'completed' })
    for (let at = 0; at <= bytes.length; at += 1)
      if (normalize([bytes.subarray(0, at), bytes.subarray(at)]).text !== whole) expect.fail(`cut at ${at}`)
    expect(normalize(Array.from(bytes, (byte) => Uint8Array.of(byte))).text).toBe(whole)
  })

  it('any cuts of anything', async () => {
    const cuts = fc.array(fc.nat(), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(anything, cuts, dialect, async (stream, cuts, dialect) => {
        const bytes = encode(stream)
        const places = [0, ...cuts.map((at) => at % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
        const chunks = places.slice(1).map((end, i) => bytes.subarray(places[i], end))
        expect(normalize(chunks, { dialect }).text).toBe(normalize([bytes], { dialect }).text)
      }),
      runs(2),
    )
  })
})
