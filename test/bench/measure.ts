/** Something to be timed: what `prepare` does is not. */
export interface Work {
  readonly prepare?: () => void
  readonly run: () => unknown
}

/** What the rounds gave. */
export interface Spread {
  readonly min: number
  readonly median: number
  readonly max: number
}

export interface Paired {
  readonly ratio: Spread
  /** Microseconds of CPU time for one run. */
  readonly base: Spread
  readonly subject: Spread
}

/** For how long each is measured, in milliseconds of CPU time: on a busy machine they take longer. */
export interface Pace {
  readonly rounds: number
  readonly warmUp: number
  readonly base: number
  readonly subject: number
}

export const FULL: Pace = { rounds: 7, warmUp: 1000, base: 250, subject: 400 }
export const QUICK: Pace = { rounds: 5, warmUp: 1000, base: 60, subject: 100 }

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  return {
    min: sorted[0] ?? Number.NaN,
    median: sorted[sorted.length >> 1] ?? Number.NaN,
    max: sorted.at(-1) ?? Number.NaN,
  }
}

/** Microseconds of CPU time that this process has taken. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}

/** Runs for `ms` of CPU time; returns that of one run. */
async function timed({ prepare, run }: Work, ms: number): Promise<number> {
  let total = 0
  let runs = 0
  while (total < ms * 1000) {
    prepare?.()
    const start = cpuTime()
    const result = run()
    if (result instanceof Promise) await result
    total += cpuTime() - start
    runs++
  }
  return total / runs
}

/** Measures the base before and after each turn of the subject: the machine drifts. */
export async function paired(base: Work, subject: Work, pace: Pace): Promise<Paired> {
  await timed(subject, pace.warmUp)
  await timed(base, pace.warmUp)
  const rounds: { base: number; subject: number }[] = []
  let before = await timed(base, pace.base)
  for (let round = 0; round < pace.rounds; round++) {
    const own = await timed(subject, pace.subject)
    const after = await timed(base, pace.base)
    rounds.push({ base: (before + after) / 2, subject: own })
    before = after
  }
  return {
    ratio: spread(rounds.map((round) => round.subject / round.base)),
    base: spread(rounds.map((round) => round.base)),
    subject: spread(rounds.map((round) => round.subject)),
  }
}
