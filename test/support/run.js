import { basename } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

// node test/support/run.js ENTRY [ARGUMENTS]: bundles a command with the sources of the core, and runs it from the root of the project.
const root = fileURLToPath(new URL('../../', import.meta.url))
const [entry = ''] = process.argv.splice(2, 1)
const outfile = `${root}.cache/run/${basename(entry, '.ts')}.mjs`
await build({
  absWorkingDir: root,
  entryPoints: [entry],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  alias: { '@strict-responses/core': `${root}packages/core/src/index.ts` },
  logLevel: 'warning',
})
process.chdir(root)
await import(pathToFileURL(outfile).href)
