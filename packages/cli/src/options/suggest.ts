import { CannotRun } from '../cannot-run.js'

/** The error for a name that nothing has, with the nearest name that something has. */
export function unknown(kind: string, name: string, known: readonly string[], help: string): CannotRun {
  const near = nearest(name, known)
  const hint = near === undefined ? '' : `Did you mean ${near}? `
  return new CannotRun(`unknown ${kind} '${name}'`, `${hint}Run ${help} to see what there is.`)
}

/** The known name with the fewest edits, if they are few. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, edits: distance(name, candidate) }))
    .sort((a, b) => a.edits - b.edits)
  const [best] = ranked
  return best && best.edits <= Math.max(2, best.candidate.length / 3) ? best.candidate : undefined
}

/** Levenshtein's distance, row by row. */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, changed))
    }
    above = row
  }
  return above[b.length] ?? 0
}
