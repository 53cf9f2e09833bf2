import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

// Bundles the driver, and runs it from the root of the project.
const root = fileURLToPath(new URL('../../', import.meta.url))
const outfile = `${root}.cache/soak/main.mjs`
await build({
  absWorkingDir: root,
  entryPoints: ['test/soak/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  alias: { '@strict-responses/core': `${root}packages/core/src/index.ts` },
  logLevel: 'warning',
})
process.chdir(root)
await import(pathToFileURL(outfile).href)
