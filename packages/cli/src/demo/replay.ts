import { createNormalizer, type Repair } from '@strict-responses/core'
import type { Upstream } from './upstreams/upstream.js'

/** One piece that came in, and what went out for it. */
export interface Step {
  readonly came: string
  readonly left: string
  readonly repairs: readonly Repair[]
}

/** Runs an upstream through the normalizer, without a server and without waiting. */
export function replay(upstream: Upstream): Step[] {
  let repairs: Repair[] = []
  const normalizer = createNormalizer({ path: '/v1/responses', onRepair: (repair) => repairs.push(repair) })
  const step = (came: string, work: () => Uint8Array): Step => {
    repairs = []
    const left = Buffer.from(work()).toString()
    return { came, left, repairs }
  }
  const steps = upstream.chunks.map((chunk) => step(chunk, () => normalizer.push(chunk)))
  const { breaks } = upstream
  const end = breaks ? step(BREAKS[breaks.by], () => normalizer.fail(breaks.error)) : step('', () => normalizer.end())
  return end.left === '' && end.came === '' ? steps : [...steps, end]
}

/** What stands for a break in what came in. */
const BREAKS = { 'losing the connection': '(the connection breaks)', throwing: '(the route throws)' } as const
