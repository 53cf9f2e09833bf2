import type { Done } from './http-types.js'

/** One callback for all of them, in their order. */
export function callAll(dones: readonly Done[]): Done | undefined {
  if (dones.length < 2) return dones[0]
  return (error) => {
    for (const done of dones) done(error)
  }
}
