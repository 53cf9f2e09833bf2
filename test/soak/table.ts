import type { Outcome, SoakReport } from './soak.js'

/** How much more the heap may hold afterwards. */
export const HEAP_SHARE = 0.1

/** What must hold after a soak, and whether it does. */
export function promises(report: SoakReport): readonly (readonly [what: string, holds: boolean, found: string])[] {
  const { outcomes, before, after, upstreamsLeft } = report
  const whole = outcomes.filter(({ verdict }) => verdict.whole)
  const faulty = outcomes.filter(({ verdict }) => verdict.faults.length > 0)
  const strict = whole.filter(({ verdict }) => verdict.faults.length === 0)
  const share = after.heap / before.heap - 1
  const mb = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1)
  const percent = (share * 100).toFixed(1)
  const grown = `${mb(after.code - before.code)} MB more code; array buffers ${mb(before.buffers)} MB before, ${mb(after.buffers)} MB after`
  return [
    [
      'every stream that a client read to the end is strict',
      faulty.length === 0,
      `${strict.length} of ${whole.length}`,
    ],
    [
      'every content hash matches what was sent',
      outcomes.every(({ verdict }) => verdict.content !== 'other'),
      `${count(whole, 'same')} whole, ${count(whole, 'beginning')} up to where the upstream broke`,
    ],
    ['no unhandled rejection, exception or warning', after.unhandled.length === 0, `${after.unhandled.length}`],
    ['no stream left', after.streams === 0, `${after.streams}`],
    ['no timer left', after.timers <= before.timers, `${after.timers}`],
    ['no listener left', after.listeners <= before.listeners, `${after.listeners - before.listeners} more`],
    ['no connection to an upstream left', upstreamsLeft === 0, `${upstreamsLeft}`],
    [
      'heap back within 10 %',
      share <= HEAP_SHARE,
      `${mb(before.heap)} MB before, ${mb(after.heap)} MB after (${percent} %; ${grown})`,
    ],
  ]
}

const count = (outcomes: readonly Outcome[], content: string): number =>
  outcomes.filter(({ verdict }) => verdict.content === content).length

type Row = (outcome: Outcome) => string

/** How many streams there were of each kind, and how they ended. */
function tally(title: string, outcomes: readonly Outcome[], kindOf: Row): string {
  const kinds = [...new Set(outcomes.map(kindOf))].sort()
  const rows = kinds.map((kind) => {
    const all = outcomes.filter((outcome) => kindOf(outcome) === kind)
    const ended = (name: string): number => all.filter(({ verdict }) => verdict.outcome === name).length
    const whole = all.filter(({ verdict }) => verdict.whole).length
    const faulty = all.filter(({ verdict }) => verdict.faults.length > 0).length
    return `| ${kind} | ${all.length} | ${whole} | ${ended('completed')} | ${ended('failed')} | ${faulty} |`
  })
  return `| ${title} | streams | read to the end | completed | failed | faulty |\n|---|---|---|---|---|---|\n${rows.join('\n')}\n`
}

/** What must hold, as a table of Markdown. */
export function promisesTable(report: SoakReport): string {
  const rows = promises(report).map(([what, holds, found]) => `| ${what} | ${holds ? 'yes' : '**no**'} | ${found} |`)
  return `| what must hold | holds | found |\n|---|---|---|\n${rows.join('\n')}\n`
}

/** The result of a soak, as Markdown. */
export function table(report: SoakReport): string {
  const { outcomes, options, seconds, most, warmedUp, after } = report
  const faults = outcomes
    .filter(({ verdict }) => verdict.faults.length > 0)
    .slice(0, 20)
    .map(({ number, plan, verdict }) => {
      const { adapter, route, dialect, upstream, client } = plan
      return `- stream ${number} (${adapter}, ${route}, ${dialect}, upstream: ${upstream}, client: ${client}): ${verdict.faults.slice(0, 3).join('; ')}`
    })
  return [
    `${outcomes.length - warmedUp} streams in ${seconds.toFixed(0)} s, ${most} at once, through Express, Fastify and Koa in one process, \
and ${warmedUp} before the first measure, by which its code is compiled and its pools are full; ${after.repairs} repairs; seed ${options.seed}, Node ${process.versions.node}.`,
    promisesTable(report),
    tally('upstream', outcomes, ({ plan }) => plan.upstream),
    tally('client', outcomes, ({ plan }) => plan.client),
    tally('adapter', outcomes, ({ plan }) => plan.adapter),
    tally('route', outcomes, ({ plan }) => plan.route),
    ...(faults.length > 0 ? [`Faulty:\n\n${faults.join('\n')}\n`] : []),
    ...(after.unhandled.length > 0 ? [`Unhandled:\n\n${after.unhandled.slice(0, 5).join('\n\n')}\n`] : []),
  ].join('\n\n')
}
