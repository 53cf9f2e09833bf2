import { checkStream } from '@strict-responses/core'
import { describe, expect, it } from 'vitest'
import { byName, bytesOf, CORPUS_ABSENT, corpusAvailable, recordings } from '../support/corpus.js'
import { decode, normalize, randomSplit, seedOf } from '../support/corpus-normalize.js'
import { PROFILES } from '../support/corpus-suite.js'
import { compare, judgeChat, judgeResponses } from '../support/oracle.js'

const rows = recordings('other')

/** What of this folder still decides a dialect: legacy completions are chat's elder kin, a bare error is a failure. */
const DECIDES = new Set(['legacy-text-completion', 'error-only'])

describe.skipIf(!corpusAvailable)(`corpus: other${corpusAvailable ? '' : ` (${CORPUS_ABSENT})`}`, () => {
  it('has its recordings', () => {
    expect(rows.length).toBeGreaterThanOrEqual(25)
  })

  describe.each(PROFILES)('profile %s', (profile) => {
    it.each(byName(rows))('%s', async (_, row) => {
      const bytes = bytesOf(row)
      const output = normalize([bytes], { profile })
      expect(normalize(randomSplit(bytes, seedOf(row.file)), { profile }).text).toBe(output.text)
      if (row.features.some((feature) => DECIDES.has(feature))) {
        const input = judgeChat(bytes)
        expect((await checkStream(output.bytes, { profile })).issues).toEqual([])
        expect(compare(input, judgeResponses(output.bytes), { profile, itemwise: false })).toEqual([])
        expect(output.outcome).toBe(input.outcome)
      } else {
        expect({ outcome: output.outcome, untouched: output.text === decode(bytes) }).toEqual({
          outcome: undefined,
          untouched: true,
        })
      }
    })

    it.each(byName(rows))('%s is strict where its dialect is named wrongly', async (_, row) => {
      const output = normalize([bytesOf(row)], { profile, dialect: 'responses' })
      expect((await checkStream(output.bytes, { profile })).issues).toEqual([])
    })
  })
})
