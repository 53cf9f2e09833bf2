import { existsSync, readFileSync } from 'node:fs'
import { arch, cpus, platform, release, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { writeDocument } from '../support/write-document.js'
import { pinned } from './child.js'
import type { Spread } from './measure.js'
import { goalValue, met, type Row } from './row.js'
import type { HitRate } from './tasks.js'

const FILE = fileURLToPath(new URL('../../test/bench/RESULTS.md', import.meta.url))
const TITLE = `# Results of the benchmark

Written by \`pnpm bench\` (or \`pnpm bench --quick --write\`), one section for each major version of Node; [NOTES.md](NOTES.md) explains the goals that were missed.
Each figure is the median of its rounds, with the least and the greatest. Ratios compare CPU time, paired in one run; "JSON" is
\`JSON.parse\` of the same input and \`JSON.stringify\` of the same output.
`
const COLUMNS = ['what', 'how', 'goal', 'measured', 'met', 'hot path off', '']

const [major = ''] = process.versions.node.split('.')
const digits = (value: number): string => (Math.abs(value) < 10 ? value.toFixed(2) : value.toFixed(1))
const figures = ({ min, median, max }: Spread): string => `${digits(median)} [${digits(min)}–${digits(max)}]`
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const table = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n')

/** One row as a line of the table. */
export function rowLine(row: Row): string {
  return line(cells(row))
}

function cells(row: Row): string[] {
  const { what, how, goal, measured, off, note = '' } = row
  const { kind = '', unit = '' } = goal ?? {}
  const wanted = goal ? `${kind} ${goalValue(goal)} ${unit}`.trim() : ''
  const verdict = { true: 'yes', false: '**no**', undefined: '' }[`${met(row)}`]
  return [what, how, wanted, figures(measured), verdict, off ? figures(off) : '', note]
}

/** The table with its head. */
export const rowTable = (rows: readonly Row[]): string => table(COLUMNS, rows.map(cells))

const details = (summary: string, content: string): string =>
  `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`

function hitTable(rates: readonly HitRate[]): string {
  const share = ({ hits, deltas }: HitRate): string => `${Math.round((100 * hits) / deltas)} %`
  const rows = rates.map((rate) => [rate.file, String(rate.deltas), share(rate)])
  return details('Hot path by recording', table(['recording', 'deltas', 'by the short road'], rows))
}

function machine(): string {
  const { model = 'unknown' } = cpus()[0] ?? {}
  const memory = Math.round(totalmem() / 1024 ** 3)
  const cores = pinned ? 'server on core 0, load on core 1' : 'processes not pinned'
  return `${cpus().length} x ${model.trim()}, ${memory} GB, ${platform()} ${release()} ${arch()}; ${cores}.`
}

/** Writes the section of this Node, and leaves those of others; `quick` is said of figures from short rounds. */
export function writeResults(
  rows: readonly Row[],
  corpusRows: readonly Row[],
  rates: readonly HitRate[],
  quick: boolean,
): void {
  const old = existsSync(FILE) ? readFileSync(FILE, 'utf8') : ''
  const others = old.split(/^(?=## Node )/m).filter((part) => part.startsWith('## Node '))
  const date = new Date().toISOString().slice(0, 10)
  const corpus = [
    ...(corpusRows.length > 0 ? [details('Streams of the corpus', rowTable(corpusRows))] : []),
    ...(rates.length > 0 ? [hitTable(rates)] : []),
  ]
  const how = quick ? `${date}, quick (fewer and shorter rounds).` : `${date}.`
  const own = [`## Node ${process.versions.node}`, `${how} ${machine()}`, rowTable(rows), ...corpus].join('\n\n')
  const kept = others.filter((part) => !part.startsWith(`## Node ${major}.`)).map((part) => part.trim())
  const sections = [...kept, own].sort((a, b) => (a.slice(0, 12) < b.slice(0, 12) ? -1 : 1))
  writeDocument(FILE, `${[TITLE.trim(), ...sections].join('\n\n')}\n`)
}
