import { expect, it } from 'vitest'
import { planOf } from './plan.js'
import { soak } from './soak.js'
import { promises, table } from './table.js'

it('a short soak: in 20 s, 50 streams at a time with faults on both sides', async () => {
  const report = await soak({ seconds: 5, streams: 50, seed: 8, warmUp: 200, pace: 8 })
  const broken = promises(report).filter(([, holds]) => !holds)
  expect(broken, table(report)).toEqual([])
  expect(report.most).toBe(50)
  // Every kind of fault was there.
  for (const kind of ['upstream', 'client', 'adapter', 'route'] as const)
    expect(new Set(report.outcomes.map(({ plan }) => plan[kind])).size).toBe(
      { upstream: 8, client: 5, adapter: 3, route: 3 }[kind],
    )
}, 120_000)

it('the same seed and number give the same plan, and others another', () => {
  expect(planOf(7, 42)).toEqual(planOf(7, 42))
  expect(planOf(7, 43)).not.toEqual(planOf(7, 42))
  expect(planOf(8, 42)).not.toEqual(planOf(7, 42))
})
