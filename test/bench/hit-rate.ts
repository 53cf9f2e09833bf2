import { runTask } from './child.js'
import { spread } from './measure.js'
import { atLeast, type Row } from './row.js'
import type { HitRate } from './tasks.js'

/** Deltas from which on one can take the short road: the first opens the text, the second is learned from. */
const LEARNABLE = 3

/** How many deltas leave by the short road in each recording that has any. */
export async function hitRates(): Promise<HitRate[]> {
  const rates = await runTask('hits', {})
  return rates.filter(({ deltas }) => deltas > 0)
}

/** The share of deltas by recording; the spread is that of the recordings. */
export function hitRows(rates: readonly HitRate[]): Row[] {
  const percent = (list: readonly HitRate[]): Row['measured'] =>
    spread(list.map(({ hits, deltas }) => (100 * hits) / deltas))
  const sum = (of: 'hits' | 'deltas'): number => rates.reduce((total, rate) => total + rate[of], 0)
  const learnable = rates.filter(({ deltas }) => deltas >= LEARNABLE)
  const what = 'deltas by the short road'
  return [
    {
      ...{
        what,
        how: `${learnable.length} recordings of ${LEARNABLE} deltas or more`,
        goal: atLeast(80, { unit: '%' }),
      },
      measured: percent(learnable),
    },
    {
      ...{ what, how: `all ${rates.length} recordings with a delta`, measured: percent(rates) },
      note: `${Math.round((100 * sum('hits')) / sum('deltas'))} % of all ${sum('deltas')} deltas`,
    },
  ]
}
