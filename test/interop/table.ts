import { readFileSync } from 'node:fs'
import { CLIENTS } from './clients/index.js'
import { noteOn } from './expected/expected.js'
import { LIMITS } from './limits.js'

/** Fault, and for each client what it did before and does after. */
export type Row = readonly [fault: string, cells: readonly (readonly [before: string, after: string])[]]

const PACKAGES = [
  'openai',
  'openai6',
  '@openai/agents',
  'ai',
  '@ai-sdk/openai',
  '@ai-sdk/open-responses',
  '@langchain/openai',
  '@langchain/core',
]

function versionOf(name: string): string {
  const url = new URL(`../../node_modules/${name}/package.json`, import.meta.url)
  const { name: real, version } = JSON.parse(readFileSync(url, 'utf8')) as { name: string; version: string }
  return `${real} ${version}`
}

/** A table whose columns are as wide as the formatter makes them. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => row[column]!.length)))
  const line = (cells: readonly string[]): string => `| ${cells.map((one, i) => one.padEnd(widths[i]!)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)]
}

const cell = ([before, after]: readonly [string, string]): string =>
  before === after ? before : `${before} → ${after}`

/** The README of this folder. */
export function readme(rows: readonly Row[]): string {
  const names = CLIENTS.map(({ name }) => name)
  const notes = rows.map(([fault]) => [fault, noteOn(fault)] as const).filter(([, note]) => note !== '')
  return `${[
    '# Official clients at faulty upstreams',
    '',
    'Written by `pnpm matrix`; `matrix.test.ts` fails when it is no longer true.',
    '',
    `Clients: ${PACKAGES.map(versionOf).join(', ')}.`,
    '',
    'A cell says what the client does with the raw stream and, after the arrow, with the same stream behind the middleware;',
    'one word where both are the same. `ok`: text, tool calls and usage as they were meant. `u`: without usage. `f=`: an unusual',
    'finish reason. `T`: throws. `LOST`: no error, and text or a tool call is missing. `HANG`: no result. Where the upstream failed:',
    '`err`: the caller gets the error with its message, `err (msg lost)`: some other error, `event`: the loop sees an event and nothing',
    'throws, `f=error`: only a finish reason, `SILENT`: it looks like success.',
    '',
    ...table(
      ['fault', ...names],
      rows.map(([fault, cells]) => [`\`${fault}\``, ...cells.map(cell)]),
    ),
    '',
    '## Known limits of clients',
    '',
    'What these do on a strict stream as well. Those that name a recording are met in `recordings.test.ts`; what it breaks',
    'before is in `expected/recordings.tsv`.',
    '',
    ...table(
      ['client', 'does', 'because it'],
      LIMITS.map(({ clients, symptom, reason }) => [clients.join(', '), `\`${symptom}\``, reason]),
    ),
    '',
    '## Notes',
    '',
    ...notes.map(([fault, note]) => `- \`${fault}\`: ${note}.`),
  ].join('\n')}\n`
}
