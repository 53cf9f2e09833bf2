import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'

/** What of the core a page or a worker may import, and the bytes that it then loads. */
const BUNDLES: readonly (readonly [what: string, names: string, entry: string, bytes: number])[] = [
  ['the normalizer of Responses streams', '*', 'responses', 40_000],
  ['the normalizer', '{ createNormalizer }', 'index', 50_000],
  ['the checker', '{ checkStream }', 'index', 25_000],
  ['everything', '*', 'index', 81_500],
]

/** What the core weighs where it is bundled: minified and gzipped, without zod. */
export function sizeSuite(into: string): void {
  describe('bundled, minified and gzipped without zod', () => {
    it.each(BUNDLES)('%s of the core is of a bounded size', async (what, names, entry, bytes) => {
      const { outputFiles } = await build({
        stdin: {
          contents: `export ${names} from './${entry}.js'`,
          resolveDir: join(into, 'workspace/packages/core/dist'),
        },
        bundle: true,
        minify: true,
        format: 'esm',
        platform: 'neutral',
        target: 'es2023',
        external: ['zod'],
        write: false,
      })
      const size = gzipSync(outputFiles[0]!.contents, { level: 9 }).length
      console.info(`core, ${what}: ${size} bytes`)
      expect(size).toBeLessThan(bytes)
    })
  })
}
