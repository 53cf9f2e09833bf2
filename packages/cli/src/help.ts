import type { Command } from './command.js'
import { COMMANDS } from './commands.js'
import type { OptionSpec } from './options/option-spec.js'

/** The overview. */
export function help(): string {
  const rows = Object.entries(COMMANDS).map(([name, { summary }]): Row => [name, summary])
  return `Strict OpenAI Responses streams from the command line.

Usage: strict-responses <command> [options]

Commands
${table([...rows, ['help COMMAND', 'explain a command, with examples']])}
Options
${table([
  ['-h, --help', 'print this'],
  ['-V, --version', 'print the version'],
])}
Examples
${table(Object.values(COMMANDS).flatMap(({ examples }) => examples.slice(0, 1)))}
Exit codes: 0 done, 1 check found a stream that is not strict, 2 could not run, 130 interrupted.
Colours and progress are for terminals only; NO_COLOR turns colours off.
`
}

/** What one command takes, with examples. */
export function commandHelp(name: string, command: Command): string {
  const { summary, operands, options, examples, notes } = command
  const rows = Object.entries(options).map(([flag, spec]): Row => [label(flag, spec), spec.help])
  return `strict-responses ${name}: ${summary}

Usage: strict-responses ${name} ${operands === '' ? '' : `${operands} `}[options]

Options
${table([...rows, ['-h, --help', 'print this']])}
Examples
${table(examples)}
${notes.map((note) => `${note}\n`).join('')}`
}

type Row = readonly [left: string, right: string]

function label(flag: string, spec: OptionSpec): string {
  return `${spec.short === undefined ? '' : `-${spec.short}, `}--${flag}${spec.value === undefined ? '' : ` ${spec.value}`}`
}

function table(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('')
}
