import { CannotRun } from '../cannot-run.js'
import type { Arguments } from '../options/arguments.js'

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 }

/** An option such as `2s` in milliseconds. */
export function milliseconds(args: Arguments, name: string): number | undefined {
  const text = args.text(name)
  if (text === undefined) return undefined
  const [, number, unit = 'ms'] = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m)$|^0$/.exec(text) ?? []
  if (number === undefined && text !== '0')
    throw new CannotRun(`--${name} is '${text}'`, 'Write a number and its unit: 500ms, 2s or 5m.')
  return Number(number ?? 0) * (UNITS[unit] ?? 1)
}
