import { build } from 'esbuild'

// The project: programs that were bundled themselves stand somewhere else.
const root = `${process.cwd()}/`
const PACKAGES = ['core', 'node', 'express', 'fastify', 'koa', 'gateway', 'redis']

/**
 * Bundles a program with the sources of the packages, so that it runs in a process of its own; tells where it is. What it
 * depends on is looked for from the folder `out`.
 */
export async function bundle(entry: string, out: string): Promise<string> {
  const outfile = `${root}${out}.mjs`
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: Object.fromEntries(
      PACKAGES.map((name) => [`@strict-responses/${name}`, `${root}packages/${name}/src/index.ts`]),
    ),
    logLevel: 'warning',
  })
  return outfile
}
