import type { Spread } from './measure.js'

/** What a row must reach; `node26` where Node 26 has a goal of its own. */
export interface Goal {
  readonly kind: 'at most' | 'at least'
  readonly value: number
  readonly node26?: number
  readonly unit?: string
}

/** One line of the table. */
export interface Row {
  readonly what: string
  /** Which stream, how it is cut, and what the figure means where it is no ratio. */
  readonly how: string
  readonly goal?: Goal | undefined
  readonly measured: Spread
  /** The same with the hot path off. */
  readonly off?: Spread | undefined
  /** The figures behind the ratio. */
  readonly note?: string
}

export const atMost = (value: number, more: Partial<Goal> = {}): Goal => ({ kind: 'at most', value, ...more })
export const atLeast = (value: number, more: Partial<Goal> = {}): Goal => ({ kind: 'at least', value, ...more })

const [major = 0] = process.versions.node.split('.').map(Number)

/** The figure to reach on this Node. */
export const goalValue = ({ value, node26 }: Goal): number => (major >= 26 ? (node26 ?? value) : value)

export function met({ goal, measured }: Row): boolean | undefined {
  if (!goal) return undefined
  return goal.kind === 'at most' ? measured.median <= goalValue(goal) : measured.median >= goalValue(goal)
}
