import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PUBLIC, ROOT, run, tarballOf } from './pack.js'

/** Readmes that begin with a whole server. */
export const READMES: Readonly<Record<string, string>> = {
  root: 'README.md',
  express: 'packages/express/README.md',
  fastify: 'packages/fastify/README.md',
  koa: 'packages/koa/README.md',
  node: 'packages/node/README.md',
}

/** What the servers of the project need besides; peer dependencies are among it. */
const BESIDE = ['express@5', 'fastify@5', 'koa@3', '@types/express@5', '@types/koa@3', '@types/node@20']

/** The first JavaScript of a readme, word for word. */
function quickStart(readme: string): string {
  const [, code] = /```js\n(.*?)```/s.exec(readFileSync(join(ROOT, readme), 'utf8')) ?? []
  if (!code) throw new Error(`${readme} has no JavaScript`)
  return code
}

/** Lays out an empty project beside the tarballs, with servers in it, and installs them. */
export async function layOut(project: string, tarballs: string): Promise<void> {
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), '{ "private": true }')
  cpSync(fileURLToPath(new URL('project', import.meta.url)), project, { recursive: true })
  for (const [name, readme] of Object.entries(READMES)) {
    writeFileSync(join(project, `${name}.readme.mjs`), quickStart(readme))
  }
  const packages = PUBLIC.map((folder) => tarballOf(folder, tarballs))
  // Vitest, a peer of one package, is most of what would come: the matchers have tests of their own.
  const flags = ['--omit=peer', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
  await run('npm', ['install', ...flags, ...packages, ...BESIDE], project)
}
