import { readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { describe, expect, it } from 'vitest'
import { PUBLIC, ROOT, tarballOf } from './pack.js'

interface Attw {
  createPackageFromTarballData(tarball: Uint8Array): object
  checkPackage(contents: object): Promise<{ problems: { kind: string; resolutionKind: string }[] }>
}

// The command's own engine: one process for all packages, where the command would load TypeScript for each.
const cli = createRequire(realpathSync(join(ROOT, 'node_modules/@arethetypeswrong/cli/package.json')))
const attw: Promise<Attw> = import(pathToFileURL(cli.resolve('@arethetypeswrong/core')).href)

/** What the command's `--profile esm-only` leaves out. */
const ESM_ONLY_IGNORES = ['node10', 'node16-cjs']

/** What publishers are warned of: by publint of the manifest, by attw of how TypeScript finds the declarations. */
export function lintSuite(into: string): void {
  describe('publishers find', () => {
    it.concurrent.each(PUBLIC)('nothing for publint to say about %s', async (folder) => {
      const bytes = new Uint8Array(readFileSync(tarballOf(folder, into)))
      const { messages, pkg } = await publint({ pack: { tarball: bytes.buffer }, strict: true })
      expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([])
    })

    // CommonJS, which the profile leaves out, is proven by running it: see the project.
    it.each(PUBLIC)('no wrong types for attw in %s', async (folder) => {
      const { checkPackage, createPackageFromTarballData } = await attw
      const { problems } = await checkPackage(createPackageFromTarballData(readFileSync(tarballOf(folder, into))))
      expect(problems.filter(({ resolutionKind }) => !ESM_ONLY_IGNORES.includes(resolutionKind))).toEqual([])
    })
  })
}
