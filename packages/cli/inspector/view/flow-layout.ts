import type { Repair } from '@strict-responses/core'
import type { Output, Step } from '../trace/step.js'

/** Height of a row and room below a step, in pixels; the style sheet has the same. */
export const ROW = 26
export const GAP = 4

/** A row on the side of what goes out; `again` are codes of repairs that were explained further up. */
export type OutRow =
  | { readonly kind: 'output'; readonly output: Output; readonly again: readonly string[] }
  | { readonly kind: 'repair'; readonly code: string; readonly message: string; readonly times: number }
  | { readonly kind: 'again'; readonly again: readonly string[] }

/** What stands on the right of a step: each frame with its repairs below it, then those that no frame left with. */
export function outRows(step: Step): OutRow[] {
  const fresh = new Set(step.firsts)
  const unplaced = repairRows(step.unplaced, fresh)
  return [
    ...step.outputs.flatMap((output): OutRow[] => {
      const { rows, again } = repairRows(output.repairs, fresh)
      return [{ kind: 'output', output, again }, ...rows]
    }),
    ...unplaced.rows,
    ...(unplaced.again.length > 0 ? [{ kind: 'again', again: unplaced.again } as const] : []),
  ]
}

/** Repairs by their codes: a new one has a row, with its first message and how many there were. */
function repairRows(
  repairs: readonly Repair[],
  fresh: Set<string>,
): { readonly rows: OutRow[]; readonly again: string[] } {
  const byCode = new Map<string, { readonly message: string; times: number }>()
  for (const { code, message } of repairs) {
    const known = byCode.get(code)
    if (known) known.times++
    else byCode.set(code, { message, times: 1 })
  }
  const codes = [...byCode.keys()]
  const again = codes.filter((code) => !fresh.has(code))
  const rows = [...byCode].flatMap(([code, row]): OutRow[] =>
    fresh.delete(code) ? [{ kind: 'repair', code, ...row }] : [],
  )
  return { rows, again }
}

/** Where each step stands, from above; it grows with the stream. */
export class FlowLayout {
  /** Whether what goes out stands below what came in, for want of room beside it. */
  readonly stacked: boolean
  /** Top of each step, and below the last one. */
  readonly #tops: number[] = [0]

  constructor(stacked: boolean) {
    this.stacked = stacked
  }

  get length(): number {
    return this.#tops.length - 1
  }

  get total(): number {
    return this.top(this.length)
  }

  /** Takes in what is new; of the steps it has, all but the last two are final. Returns the first that may have moved. */
  grow(steps: readonly Step[]): number {
    const from = Math.max(0, Math.min(this.length, steps.length) - 2)
    this.#tops.length = from + 1
    for (let index = from; index < steps.length; index++) {
      const rows = outRows(steps[index] as Step).length
      this.#tops.push(this.top(index) + (this.stacked ? rows + 1 : Math.max(1, rows)) * ROW + GAP)
    }
    return from
  }

  top(index: number): number {
    return this.#tops[index] ?? 0
  }

  height(index: number): number {
    return this.top(index + 1) - this.top(index)
  }

  /** The step at a distance from above. */
  indexAt(y: number): number {
    let [low, high] = [0, Math.max(0, this.length - 1)]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.top(middle) <= y) low = middle
      else high = middle - 1
    }
    return low
  }
}
