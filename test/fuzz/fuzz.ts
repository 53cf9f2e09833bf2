import { mkdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { bytesOfPlan, planOf } from './case.js'
import { writeFixture } from './fixture.js'
import { knownRepairs, ReachCounter } from './reach.js'
import { fuzz, runCase } from './run.js'
import { loadSeeds } from './seeds.js'
import { summary } from './summary.js'

const USAGE = `pnpm fuzz [--minutes N] [--cases N] [--seed N] [--case N] [--no-reach]

  --minutes N   how long to search (1)
  --cases N     how many cases, instead of a time
  --seed N      which cases: the same seed gives the same cases (1)
  --case N      runs one case, by the number that a failure printed, and prints its input
  --no-reach    does not count the branches reached, which costs time
  --found DIR   where failures are written, made small (test/fuzz/found/)`

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    cases: { type: 'string' },
    seed: { type: 'string', default: '1' },
    case: { type: 'string' },
    reach: { type: 'boolean', default: true },
    found: { type: 'string', default: 'test/fuzz/found/' },
    help: { type: 'boolean', default: false },
  },
  allowNegative: true,
})

function number(name: 'minutes' | 'cases' | 'seed' | 'case', fallback: number): number {
  const value = values[name] === undefined ? fallback : Number(values[name])
  if (Number.isNaN(value)) throw new TypeError(`--${name} expects a number`)
  return value
}

/** Runs one case again. */
function replay(which: number): void {
  const plan = planOf(which, loadSeeds(true))
  const verdict = runCase(plan)
  console.log(new TextDecoder().decode(bytesOfPlan(plan)))
  console.log({ seed: plan.seed.name, steps: plan.steps.map(({ kind }) => kind), ...plan.conditions })
  console.log('failures' in verdict ? verdict.failures : verdict)
}

/** Searches, and says what was found; exits 1 where a guarantee broke. */
function search(): void {
  const seed = number('seed', 1)
  const most = number('cases', Number.POSITIVE_INFINITY)
  const minutes = values.cases === undefined ? number('minutes', 1) : Number.POSITIVE_INFINITY
  mkdirSync(values.found, { recursive: true })
  const reach = values.reach ? new ReachCounter(import.meta.url) : undefined
  const started = performance.now()
  const { tally, failures } = fuzz({
    seed,
    seeds: loadSeeds(true),
    more: (cases) => cases < most && performance.now() < started + minutes * 60_000,
    found(found, which) {
      const detail = found.detail.replaceAll('\n', '\n    ')
      console.log(`case ${which}: ${found.guarantee}\n    ${detail}\n    ${writeFixture(values.found, found)}`)
    },
    again: ({ guarantee }, which) => console.log(`case ${which}: ${guarantee}, as before`),
  })
  const seconds = (performance.now() - started) / 1000
  console.log(summary(tally, seconds, reach?.take(), knownRepairs('packages/core/src/')))
  console.log(`seed ${seed}: ${failures.size === 0 ? 'every guarantee held' : 'broken guarantees'}`)
  for (const [name, count] of failures) console.log(`  ${name}: ${count}`)
  process.exitCode = failures.size === 0 ? 0 : 1
}

if (values.help) console.log(USAGE)
else if (values.case !== undefined) replay(number('case', 0))
else search()
