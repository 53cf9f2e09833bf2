import { checkStream, type Profile } from '@strict-responses/core'
import { describe, expect, it } from 'vitest'
import { byName, bytesOf, CORPUS_ABSENT, chunkLengthsOf, corpusAvailable, recordings } from './corpus.js'
import { normalize, randomSplit, seedOf } from './corpus-normalize.js'
import { unstable } from './corpus-stable.js'
import { assertSees, type Carried, compare, judge, judgeResponses } from './oracle.js'

export const PROFILES: readonly Profile[] = ['openai', 'open-responses']

export interface CorpusSuite {
  readonly dialect: 'responses' | 'chat' | 'anthropic'
  /** How many recordings there were when the suite was written: fewer means that the reader lost some. */
  readonly atLeast: number
  /** Recordings in which a feature of the index has no text before the first end, with the reason. */
  readonly blind?: { readonly [file: string]: { readonly features: readonly string[]; readonly reason: string } }
}

const networkChunks = (bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] => {
  let at = 0
  return lengths.map((length) => {
    at += length
    return bytes.subarray(at - length, at)
  })
}

/** Every recording of a dialect, under both profiles: strict, whole, honest, idempotent, stable, however it is cut. */
export function corpusSuite(suite: CorpusSuite): void {
  const rows = recordings(suite.dialect)
  const named = byName(rows)
  describe.skipIf(!corpusAvailable)(`corpus: ${suite.dialect}${corpusAvailable ? '' : ` (${CORPUS_ABSENT})`}`, () => {
    it('has its recordings', () => {
      expect(rows.length).toBeGreaterThanOrEqual(suite.atLeast)
    })

    it.each(named)('the oracle sees what %s carries', (_, row) => {
      assertSees(row.features, judge(suite.dialect, bytesOf(row)), suite.blind?.[row.file]?.features)
    })

    describe.each(PROFILES)('profile %s', (profile) => {
      it.each(named)('%s', async (_, row) => {
        const bytes = bytesOf(row)
        const input = judge(suite.dialect, bytes)
        const output = normalize([bytes], { profile })
        const report = await checkStream(output.bytes, { profile })
        const cut = normalize(randomSplit(bytes, seedOf(row.file)), { profile })
        const lengths = chunkLengthsOf(row)
        const network = lengths ? normalize(networkChunks(bytes, lengths), { profile }) : output
        expect({
          issues: report.issues.map(({ code, message }) => `${code}: ${message}`),
          lost: lost(suite, input, judgeResponses(output.bytes), profile),
          outcome: judgeResponses(output.bytes).outcome,
          twice: normalize([output.bytes], { profile }).text === output.text,
          cutDifferently: cut.text === output.text && network.text === output.text,
          unstable: unstable(output.bytes),
        }).toEqual({
          issues: [],
          lost: [],
          // Without a terminal event and without evidence a response has failed; it is never completed.
          outcome: input.outcome === 'cut' ? 'failed' : input.outcome,
          twice: true,
          cutDifferently: true,
          unstable: [],
        })
      })
    })
  })
}

function lost(suite: CorpusSuite, input: Carried, output: Carried, profile: Profile): string[] {
  const problems = compare(input, output, { profile, itemwise: suite.dialect === 'responses' })
  for (const side of ['input', 'output'] as const)
    if (input.usage?.[side] !== undefined && input.usage[side] !== output.usage?.[side])
      problems.push(`usage: ${side} tokens ${input.usage[side]} in, ${output.usage?.[side]} out`)
  return problems
}
