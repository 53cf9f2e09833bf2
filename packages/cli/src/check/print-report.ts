import type { CheckIssue, ClientName } from '@strict-responses/core'
import type { Paint } from '../terminal/paint.js'
import { printable } from '../terminal/printable.js'
import type { Checked } from './checked.js'
import { clientLines } from './print-clients.js'

/** What goes to standard output, and what to standard error. */
export interface Printed {
  readonly out: string
  readonly problems: string
}

/** One line for each issue, `file:line  code  message`, and a summary. */
export function lintReport(checked: readonly Checked[], clients: readonly ClientName[], paint: Paint): Printed {
  const issues = checked.flatMap(({ source, report }) =>
    (report?.issues ?? []).map((issue) => line(source, issue, paint)),
  )
  const lines = [...issues, ...clientLines(checked, clients, paint)]
  return {
    out: `${lines.map((text) => `${text}\n`).join('')}${summary(checked, paint)}\n`,
    problems: problems(checked),
  }
}

/** The same as one JSON document. */
export function jsonReport(checked: readonly Checked[]): Printed {
  const streams = checked.map(({ source, report, clients, problem, notes }) => ({
    source,
    ok: report?.ok ?? false,
    events: report?.events ?? 0,
    issues: report?.issues ?? [],
    ...(clients && { clients }),
    ...(notes.length > 0 && { notes }),
    ...(problem && { error: problem.message, ...(problem.hint !== undefined && { hint: problem.hint }) }),
  }))
  const document = { ok: streams.every(({ ok }) => ok), streams }
  return { out: `${JSON.stringify(document, undefined, 2)}\n`, problems: '' }
}

function line(source: string, { code, message, at }: CheckIssue, paint: Paint): string {
  const where = [at.type, at.path].filter((part) => part !== undefined).join(' ')
  const place = `${paint('bold', `${source}:${Math.max(1, at.line)}`)}  ${paint('yellow', code)}`
  return `${place}  ${printable(message)}${where && paint('dim', `  (${printable(where)})`)}`
}

function summary(checked: readonly Checked[], paint: Paint): string {
  const reports = checked.flatMap(({ report }) => report ?? [])
  const issues = reports.reduce((total, { issues }) => total + issues.length, 0)
  const faulty = reports.filter(({ ok }) => !ok).length
  const events = count(
    reports.reduce((total, { events }) => total + events, 0),
    'event',
  )
  const unread = checked.length - reports.length
  const rest = unread === 0 ? '' : paint('red', `; ${count(unread, 'input')} could not be checked`)
  if (reports.length === 0) return paint('red', `${count(unread, 'input')} could not be checked`)
  const verdict =
    faulty === 0
      ? paint('green', `strict: ${count(reports.length, 'stream')}, ${events}`)
      : paint(
          'red',
          `not strict: ${count(issues, 'issue')} in ${faulty} of ${count(reports.length, 'stream')}, ${events}`,
        )
  return verdict + rest
}

function problems(checked: readonly Checked[]): string {
  return checked
    .flatMap(({ source, problem, notes }) => [
      ...notes.map((note) => `strict-responses check: ${source}: ${note}\n`),
      ...(problem
        ? [`strict-responses check: ${problem.message}\n${problem.hint === undefined ? '' : `  ${problem.hint}\n`}`]
        : []),
    ])
    .join('')
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`
