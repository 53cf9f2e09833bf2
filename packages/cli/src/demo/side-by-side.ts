import type { Paint } from '../terminal/paint.js'
import { printable } from '../terminal/printable.js'
import { describeFrames } from './describe-frames.js'
import type { Step } from './replay.js'

/** The narrowest terminal that two columns are drawn for. */
const NARROWEST = 80

/** What came in and what went out, in two columns, with each repair under the frame that it was made for. */
export function sideBySide(steps: readonly Step[], columns: number | undefined, paint: Paint): string {
  const width = Math.max(columns ?? NARROWEST, NARROWEST)
  const column = Math.floor((width - 3) / 2)
  const row = (left: string, right: string): string => `${fit(left, column)} │ ${fit(right, column).trimEnd()}`
  const known = new Set<string>()
  const rows = steps.flatMap(({ came, left, repairs }) => {
    const [ins, outs] = [describeFrames(came), describeFrames(left)]
    return [
      ...Array.from({ length: Math.max(ins.length, outs.length) }, (_, index) =>
        row(ins[index] ?? '', outs[index] ?? ''),
      ),
      ...repairLines(grouped(repairs), known).map((line) => paint('yellow', fit(line, width).trimEnd())),
    ]
  })
  const rule = `${'─'.repeat(column)}─┼─${'─'.repeat(column)}`
  return `${[paint('bold', row('what came in', 'what went out')), paint('dim', rule), ...rows].join('\n')}\n`
}

/** A repair is explained where it is first made; later its code is enough. */
function repairLines(repairs: readonly [code: string, message: string][], known: Set<string>): string[] {
  const again = repairs.filter(([code]) => known.has(code)).map(([code]) => code)
  const fresh = repairs.filter(([code]) => !known.has(code)).map(([code, message]) => `   ↳ ${code}: ${message}`)
  for (const [code] of repairs) known.add(code)
  return again.length === 0 ? fresh : [...fresh, `   ↳ ${again.join(', ')}`]
}

/** Repairs of one step by their codes, each with its first message and how many there were. */
export function grouped(repairs: Step['repairs']): [code: string, message: string][] {
  const byCode = new Map<string, string[]>()
  for (const { code, message } of repairs) byCode.set(code, [...(byCode.get(code) ?? []), message])
  return [...byCode].map(([code, [first = '', ...more]]) => [
    code,
    more.length === 0 ? first : `${first} (and ${more.length} more)`,
  ])
}

function fit(text: string, width: number): string {
  const indent = ' '.repeat(text.length - text.trimStart().length)
  const characters = [...indent, ...printable(text)]
  return characters.length > width
    ? `${characters.slice(0, width - 1).join('')}…`
    : characters.join('') + ' '.repeat(width - characters.length)
}
