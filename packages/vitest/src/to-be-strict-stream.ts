import { type CheckIssue, type CheckOptions, checkStream } from '@strict-responses/core'
import { readSubject } from './subject.js'
import type { Verdict } from './verdict.js'

/** Is the received stream strict? */
export async function toBeStrictStream(received: unknown, options?: CheckOptions): Promise<Verdict> {
  const { bytes, faults } = await readSubject(received)
  const { issues, events } = checkStream(bytes, options)
  const found = faults.length + issues.length
  return {
    pass: found === 0,
    message: () =>
      found === 0
        ? `expected a stream that is not strict, found a strict one of ${count(events, 'event')}`
        : `expected a strict Responses stream, found ${count(found, 'issue')} in ${count(events, 'event')}\n\n${list(faults, issues)}`,
  }
}

/** `line N  code  message`, in columns, as a linter prints; a rule that is broken again and again is listed once. */
function list(faults: readonly string[], issues: readonly CheckIssue[]): string {
  const byRule = new Map<string, { first: CheckIssue; more: number }>()
  for (const issue of issues) {
    const row = byRule.get(issue.code)
    if (row) row.more++
    else byRule.set(issue.code, { first: issue, more: 0 })
  }
  const rows = [...byRule.values()]
  const places = rows.map(({ first }) => `line ${Math.max(1, first.at.line)}`)
  const [place, code] = [widest(places), widest([...byRule.keys()])]
  const lines = rows.map(({ first, more }, index) => {
    const where = [first.at.type, first.at.path].filter((part) => part !== undefined).join(' ')
    const notes = `${where && `  (${where})`}${more > 0 ? `  and ${more} more` : ''}`
    return `  ${places[index]?.padEnd(place)}  ${first.code.padEnd(code)}  ${first.message}${notes}`
  })
  return [...faults.map((fault) => `  ${fault}`), ...lines].join('\n')
}

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(({ length }) => length))
const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`
