import { runTask } from './child.js'
import { spread } from './measure.js'
import { atLeast, type Row } from './row.js'
import type { HitRate } from './tasks.js'

/** Shorter streams are over before there is much to gain: the first delta of each text takes the full road in any case. */
const LONG = 20

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
  const long = rates.filter(({ deltas }) => deltas >= LONG)
  const what = 'deltas by the short road'
  return [
    {
      ...{ what, how: `${long.length} recordings of ${LONG} deltas or more`, goal: atLeast(80, { unit: '%' }) },
      measured: percent(long),
    },
    {
      ...{ what, how: `all ${rates.length} recordings with a delta`, measured: percent(rates) },
      note: `${Math.round((100 * sum('hits')) / sum('deltas'))} % of all ${sum('deltas')} deltas`,
    },
  ]
}
