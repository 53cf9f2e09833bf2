import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

// Bundles the fuzzer with the sources of the core, and runs it from the root of the project.
const root = fileURLToPath(new URL('../../', import.meta.url))
const outfile = `${root}.cache/fuzz/main.mjs`
await build({
  absWorkingDir: root,
  entryPoints: ['test/fuzz/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  alias: { '@strict-responses/core': `${root}packages/core/src/index.ts` },
  logLevel: 'warning',
})
process.chdir(root)
await import(pathToFileURL(outfile).href)
