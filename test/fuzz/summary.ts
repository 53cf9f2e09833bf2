import type { Reach } from './reach.js'
import type { Tally } from './tally.js'

const share = (part: number, whole: number): string => `${((part / Math.max(1, whole)) * 100).toFixed(1)} %`

const row = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')

/** What a run did, in lines for a person. */
export function summary(tally: Tally, seconds: number, reach: Reach | undefined, known: ReadonlySet<string>): string {
  const { cases, different, clear, dialects, outcomes, mutations, repairs } = tally
  const codes = [...known].filter((code) => repairs.has(code)).length
  const unreached = [...known].filter((code) => !repairs.has(code))
  return [
    `${cases} cases in ${seconds.toFixed(0)} s: ${(cases / seconds).toFixed(0)} cases/s`,
    `output differs from the unmutated one: ${share(different, cases)}`,
    `content compared character by character: ${share(clear, cases)}`,
    `dialects: ${row(dialects)}`,
    `outcomes: ${row(outcomes)}`,
    `mutations: ${row(mutations)}`,
    `repair codes reached: ${codes} of ${known.size} (${share(codes, known.size)}), ${repairs.size} with those made up of parts`,
    ...(unreached.length > 0 ? [`repair codes not reached: ${unreached.join(', ')}`] : []),
    ...(reach
      ? [
          `branches of the normalizer reached: ${reach.reached} of ${reach.of} (${share(reach.reached, reach.of)})`,
          `most missed: ${reach.missed
            .slice(0, 8)
            .map(([file, blocks]) => `${file.replace('packages/core/src/', '')} ${blocks}`)
            .join(', ')}`,
        ]
      : []),
  ].join('\n')
}
