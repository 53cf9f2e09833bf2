import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { planOf } from './case.js'
import { inputOf, readFixtures } from './fixture.js'
import { judge } from './guarantees.js'
import { caseNumber } from './random.js'
import { fuzz, runCase } from './run.js'
import { loadSeeds } from './seeds.js'
import type { Found } from './shrink.js'

const FOUND = fileURLToPath(new URL('./found/', import.meta.url))
/** `pnpm fuzz --minutes 10` searches on. */
const CASES = 600
const seeds = loadSeeds(true)

describe('fuzzing', () => {
  const found: Found[] = []
  const { tally, failures } = fuzz({
    seed: 1,
    seeds,
    more: (cases) => cases < CASES,
    found: (failure) => found.push(failure),
  })

  it('breaks no guarantee', () => {
    expect(found.map(({ guarantee, detail }) => `${guarantee}: ${detail}`)).toEqual([])
    expect(failures.size).toBe(0)
  })

  it('changes what comes out in at least half of the cases', () => {
    expect(tally.different / tally.cases).toBeGreaterThan(0.5)
    expect(tally.clear / tally.cases).toBeGreaterThan(0.3)
  })

  it('reaches every dialect, every outcome and most mutations', () => {
    expect([...tally.dialects.keys()].sort()).toEqual(
      expect.arrayContaining(['anthropic-messages', 'chat-completions', 'foreign', 'responses', 'text']),
    )
    expect([...tally.outcomes.keys()].sort()).toEqual(['completed', 'failed', 'foreign', 'incomplete'])
    expect(tally.mutations.size).toBeGreaterThan(25)
  })

  it('makes the same case of the same number', () => {
    const number = caseNumber(1, 7)
    const [one, other] = [runCase(planOf(number, seeds)), runCase(planOf(number, loadSeeds(true)))]
    expect(one).toEqual(other)
  })
})

describe('what the fuzzer found once', () => {
  it.each(readFixtures(FOUND))('%s', (_, fixture) => {
    expect(judge(inputOf(fixture), fixture.conditions).failures).toEqual([])
  })
})
