import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ALL } from './all-mutants.js'

const source = (file: string): string =>
  readFileSync(new URL(`../../packages/core/src/${file}`, import.meta.url), 'utf8')

describe('the mutants', () => {
  it('are at least 25, 10 of them in the checker', () => {
    expect(ALL.length).toBeGreaterThanOrEqual(25)
    expect(ALL.filter(({ file }) => file.startsWith('check/')).length).toBeGreaterThanOrEqual(10)
    expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length)
  })

  it.each(ALL.map((mutant) => [mutant.name, mutant] as const))('still apply: %s', (_, { file, find, replace }) => {
    expect(source(file).split(find)).toHaveLength(2)
    expect(replace).not.toBe(find)
  })

  it('have a row each in the table that `pnpm mutants` writes, and none that survived', () => {
    const table = readFileSync(new URL('./README.md', import.meta.url), 'utf8')
    expect(table).toContain(`${ALL.length} of ${ALL.length} caught`)
    for (const { name, file } of ALL) expect(table.replaceAll(/ +/g, ' ')).toContain(`| ${name} | \`${file}\` | `)
  })
})
