import { expect } from 'vitest'

/** The milliseconds of processor time that `work` takes: they are the same while the machine lets others run. */
export function cpuTime(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** Asserts that four times the input takes far less than sixteen times as long, at whatever pace. */
export function expectLinear(make: (size: number) => () => unknown, size: number): void {
  const [small, large] = [make(size), make(size * 4)]
  small()
  const ratios: number[] = []
  // A compiler or collector may come in between once; what is quadratic is so every time.
  for (let turn = 0; turn < 5 && Math.min(...ratios) >= 8; turn++)
    ratios.push(cpuTime(large) / Math.max(cpuTime(small), 1))
  expect(Math.min(...ratios), `of ${ratios}`).toBeLessThan(12)
}
