import { normalize } from '../support/corpus-normalize.js'
import { bytesOfPlan, type Conditions, type Plan, planOf } from './case.js'
import { toText } from './frames.js'
import { type Failure, judge, type Verdict } from './guarantees.js'
import { caseNumber } from './random.js'
import type { Seed, Seeds } from './seeds.js'
import { type Found, shrink, signature } from './shrink.js'
import { Tally } from './tally.js'

export interface RunOptions {
  readonly seed: number
  readonly seeds: Seeds
  /** Whether to go on, asked before each case. */
  more(cases: number): boolean
  /** Told of each failure of a new kind, made small. */
  found(found: Found, number: number): void
  /** Told of each further failure of a kind that is known. */
  again?(failure: Failure, number: number): void
}

/** Output of streams that nothing was done to, by stream and conditions. */
class Unmutated {
  readonly #known = new Map<Seed, Map<string, string>>()

  of(seed: Seed, { profile, dialect }: Conditions): string {
    const known = this.#known.get(seed) ?? new Map<string, string>()
    this.#known.set(seed, known)
    const key = `${profile} ${dialect}`
    const text = known.get(key) ?? normalize([toText(seed.frames)], { profile, dialect, path: '/v1/responses' }).text
    known.set(key, text)
    return text
  }
}

/** Runs one case; a throw is a failure like any other. */
export function runCase(plan: Plan): Verdict | Failure {
  const bytes = bytesOfPlan(plan)
  try {
    return judge(bytes, plan.conditions)
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { guarantee: 'throws', detail: stack.split('\n').slice(0, 4).join('\n') }
  }
}

/** Runs cases until `more` says no. */
export function fuzz({ seed, seeds, more, found, again }: RunOptions): { tally: Tally; failures: Map<string, number> } {
  const tally = new Tally()
  const unmutated = new Unmutated()
  const failures = new Map<string, number>()
  for (let index = 0; more(index); index++) {
    const number = caseNumber(seed, index)
    const plan = planOf(number, seeds)
    const verdict = runCase(plan)
    const failed = 'failures' in verdict ? verdict.failures : [verdict]
    if ('failures' in verdict) tally.add(plan, verdict, unmutated.of(plan.seed, plan.conditions))
    for (const failure of failed) {
      const key = signature(failure)
      if (failures.has(key)) again?.(failure, number)
      else found(shrunk(plan, failure), number)
      failures.set(key, (failures.get(key) ?? 0) + 1)
    }
  }
  return { tally, failures }
}

const shrunk = (plan: Plan, failure: Failure): Found =>
  failure.guarantee === 'throws'
    ? { ...failure, conditions: plan.conditions, bytes: bytesOfPlan(plan) }
    : shrink(plan, failure)
