import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const root = new URL('../../', import.meta.url)

/** The links of the tables that name a test: its words, and the file. */
function named(document: string): [words: string, file: string, url: URL][] {
  const at = new URL(document, root)
  return readFileSync(at, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .flatMap((line) => [...line.matchAll(/\[([^\]]+)\]\(([^)]+\.ts)\)/g)])
    .map(([, words = '', file = '']) => [words, file, new URL(file, at)])
}

describe.each(['SECURITY.md', 'test/README.md'])('%s', (document) => {
  it.each(named(document))('"%s" stands in %s', (words, file, url) => {
    const text = readFileSync(url, 'utf8')
    // A whole file goes by its name.
    if (!file.endsWith(`/${words}.test.ts`)) expect(text).toContain(words)
  })

  it('names a test in every row', () => {
    const rows = readFileSync(new URL(document, root), 'utf8')
      .split('\n')
      .map((line) => line.replaceAll(/\s+/g, ' '))
      .filter((line) => /^\| (?!\||fault|what it|of what|an attacker|evil)[^-|]/.test(line))
    expect(rows.length).toBeGreaterThan(20)
    for (const row of rows) expect(row).toMatch(/\]\([^)]+\.ts\)/)
  })
})
