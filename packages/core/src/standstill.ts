/** How late a timer is that did not only wait for its turn. */
const STANDSTILL_MS = 50

/**
 * Since when an upstream counts as silent where the timer that was `due` rings `now`, much later: while the process stood
 * still nobody could be heard, so that the upstream has as long again before `idle` has passed. Nothing where it is in time.
 */
export function silentSince(due: number, now: number, idle: number): number | undefined {
  const late = now - due
  return late > STANDSTILL_MS ? now - idle + Math.min(late, idle) : undefined
}
