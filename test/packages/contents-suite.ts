import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PUBLIC, tarballOf } from './pack.js'

/** What a package may consist of; whatever matches none of these was not meant to be published. */
const ALLOWED = [
  /^(LICENSE|README\.md|CHANGELOG\.md|package\.json)$/,
  /^src\/[\w./-]+(?<!\.test)\.ts$/,
  /^dist\/[\w./-]+\.(js|d\.ts)(\.map)?$/,
  /^bin\/strict-responses\.js$/,
  /^dist\/inspector\/(assets\/[\w.-]+\.css|[\w-]+\.(html|svg))$/,
]

/** Bytes that a tarball may have. */
const LARGEST = { core: 640_000, cli: 320_000, gateway: 200_000, node: 150_000 } as Readonly<Record<string, number>>
const LARGEST_OTHERWISE = 80_000

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile())

/** What is in the tarballs, and how much of it. */
export function contentsSuite(into: string): void {
  describe.each(PUBLIC)('the tarball of %s', (name) => {
    const folder = join(into, 'contents', name)
    const files = (): string[] => {
      if (!existsSync(folder)) {
        mkdirSync(folder, { recursive: true })
        execFileSync('tar', ['-xzf', tarballOf(name, into), '-C', folder, '--strip-components=1'])
      }
      return filesIn(folder)
    }

    it('has a readme, a licence, a changelog, declarations and code, and nothing that was not meant to leave', () => {
      const found = files()
      expect(found).toEqual(
        expect.arrayContaining(['LICENSE', 'README.md', 'CHANGELOG.md', 'dist/index.d.ts', 'dist/index.js']),
      )
      expect(found.filter((file) => !ALLOWED.some((pattern) => pattern.test(file)))).toEqual([])
    })

    it('has the source of every map', () => {
      const missing = files()
        .filter((file) => file.endsWith('.map'))
        .flatMap((file) => {
          const { sources }: { sources: string[] } = JSON.parse(readFileSync(join(folder, file), 'utf8'))
          expect(sources.length).toBeGreaterThan(0)
          return sources.map((source) => resolve(folder, dirname(file), source))
        })
        .filter((source) => !existsSync(source))
      expect(missing.map((source) => relative(folder, source))).toEqual([])
    })

    it('asks for released versions, public access and provenance', () => {
      files()
      const manifest: Record<string, unknown> = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      expect(JSON.stringify(manifest)).not.toContain('workspace:')
      expect(manifest['publishConfig']).toEqual({ access: 'public', provenance: true })
    })

    it('is of a bounded size', () => {
      const unpacked = files().reduce((sum, file) => sum + statSync(join(folder, file)).size, 0)
      const packed = statSync(tarballOf(name, into)).size
      console.info(`${name}: ${packed} bytes, ${unpacked} unpacked`)
      expect(packed).toBeLessThan(LARGEST[name] ?? LARGEST_OTHERWISE)
    })
  })
}
