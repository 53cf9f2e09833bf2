import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const root = new URL('../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')
const guide = read('CONTRIBUTING.md')

describe('CONTRIBUTING.md', () => {
  it('names files that are there', () => {
    const named = guide.match(/`(?:packages|test)\/[\w./-]+`/g)?.map((name) => name.slice(1, -1)) ?? []
    expect(named.length).toBeGreaterThan(15)
    // What is built is not there before it is built.
    expect(named.filter((path) => !path.endsWith('/dist') && !existsSync(new URL(path, root)))).toEqual([])
  })

  it('quotes the smallest dialect as it is', () => {
    const quoted = /```ts\n([\s\S]*?)```/.exec(guide)?.[1]
    expect(quoted).toBe(read('packages/core/src/dialects/text.ts'))
  })

  it('names what a reader is told, and all of it', () => {
    const reader = /interface DialectReader \{([\s\S]*?)\n\}/.exec(read('packages/core/src/dialects/dialect.ts'))?.[1]
    const methods = reader?.match(/^ {2}(\w+)\??\(/gm)?.map((line) => line.trim().replace(/\??\($/, ''))
    expect(methods).toEqual(expect.arrayContaining(['json', 'done', 'end', 'flush']))
    for (const method of methods ?? []) expect(guide).toContain(`- \`${method}(`)
  })

  it('names every file that a new dialect has to be named in', () => {
    const table = guide.slice(guide.indexOf('**3. The name.**'), guide.indexOf('**4. The tests.**'))
    const files = ['options.ts', 'check-options.ts', 'dialects/dialects.ts', 'dialects/detect.ts', 'hot/slots.ts']
    for (const path of files.map((name) => `packages/core/src/${name}`)) {
      expect(read(path)).toMatch(/'chat-completions'|chat\\\/completions/)
      expect(table).toContain(path)
    }
  })
})
