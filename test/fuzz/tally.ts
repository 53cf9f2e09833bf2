import type { Plan } from './case.js'
import type { Verdict } from './guarantees.js'

/** Counts what a run did. */
export class Tally {
  cases = 0
  /** Cases whose output is not the output of the stream that they started from. */
  different = 0
  /** Cases whose content could be compared. */
  clear = 0
  readonly dialects: Map<string, number> = new Map()
  readonly mutations: Map<string, number> = new Map()
  readonly outcomes: Map<string, number> = new Map()
  readonly repairs: Map<string, number> = new Map()

  add(plan: Plan, { output, dialect, clear }: Verdict, unmutated: string): void {
    this.cases++
    if (output.text !== unmutated) this.different++
    if (clear) this.clear++
    count(this.dialects, dialect)
    count(this.outcomes, output.state === 'foreign' ? 'foreign' : (output.outcome ?? 'none'))
    for (const { kind } of plan.steps) count(this.mutations, kind)
    for (const { code } of output.repairs) count(this.repairs, code)
  }
}

function count(table: Map<string, number>, name: string): void {
  table.set(name, (table.get(name) ?? 0) + 1)
}
