import { readFileSync } from 'node:fs'
import { createNormalizer, type NormalizerOptions, type Repair } from '@strict-responses/core'
import {
  createNormalizerStream,
  createNormalizer as createSmall,
  type ResponsesNormalizerOptions,
} from '@strict-responses/core/responses'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CORPUS_ABSENT, corpusAvailable, recordings } from '../support/corpus.js'
import { concat, decode, deterministic, encode } from '../support/corpus-normalize.js'
import { data } from './fixtures/sse.js'
import { mutated } from './mutate.js'
import { profile, runs } from './property.js'

const DELTA = data({ type: 'response.output_text.delta', delta: 'Hello' })

const CHAT = data({
  ...{ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_790_000_000, model: 'm' },
  choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: null }],
})

/** What leaves, and what was repaired. */
function run(create: typeof createNormalizer, input: Uint8Array, options: NormalizerOptions): [string, Repair[]] {
  const repairs: Repair[] = []
  const onRepair = (repair: Repair): unknown => repairs.push(repair)
  const normalizer = create({ ...deterministic(options), onRepair })
  const out: Uint8Array[] = []
  for (let at = 0; at < input.length; at += 4099) out.push(normalizer.push(input.subarray(at, at + 4099)).slice())
  out.push(normalizer.end())
  return [decode(concat(out)), repairs]
}

/** The small one takes fewer options, and its users read no other dialect. */
const small = createSmall as typeof createNormalizer

describe('the normalizer of Responses streams alone', () => {
  it('gives the same for mutated streams', () => {
    fc.assert(
      fc.property(mutated, profile, (stream, profile) => {
        const options = { dialect: 'responses', profile } as const
        expect(run(small, encode(stream), options)).toEqual(run(createNormalizer, encode(stream), options))
      }),
      runs(),
    )
  })

  it.skipIf(!corpusAvailable)(
    `gives the same for every recording${corpusAvailable ? '' : ` (${CORPUS_ABSENT})`}`,
    () => {
      let seen = 0
      for (const { path } of recordings('responses')) {
        const bytes = readFileSync(path)
        const options = { path: '/v1/responses' }
        expect(run(small, bytes, options)).toEqual(run(createNormalizer, bytes, options))
        seen++
      }
      expect(seen).toBeGreaterThan(80)
    },
    60_000,
  )

  it('leaves a stream of another dialect as it came', () => {
    const normalizer = createSmall({ path: '/v1/responses' })
    expect(decode(normalizer.push(CHAT))).toBe(CHAT)
    expect(normalizer.state).toBe('foreign')
    expect(createNormalizer({ path: '/v1/responses' }).push(CHAT).length).toBeGreaterThan(CHAT.length)
  })

  it('refuses a dialect that it does not read, and says who reads it', () => {
    const options = { dialect: 'chat-completions' } as unknown as ResponsesNormalizerOptions
    expect(() => createSmall(options)).toThrow(
      `strict-responses: option dialect is "chat-completions"; it may be auto, responses; '@strict-responses/core' reads the others`,
    )
  })

  it('is a TransformStream, too', async () => {
    const strict = new Blob([DELTA]).stream().pipeThrough(createNormalizerStream({ dialect: 'responses' }))
    const text = await new Response(strict).text()
    expect(text).toContain('event: response.output_text.done')
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
  })
})
