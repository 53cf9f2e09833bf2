import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FILES, prose, ROOT } from './markdown.js'

/** `[text](target)`, `<a href="target">`, `<img src="target">`, `<source srcset="target">`. */
const TARGET = /\]\(([^()\s]+)\)|\b(?:href|src|srcset)="([^"]+)"/g

const withoutCode = (line: string): string => line.replace(/(`+)(?:(?!\1).)*\1/g, '')

/** The places of this repository that a file links to. */
function linksOf(file: string): string[] {
  return prose(file)
    .flatMap((line) => [...withoutCode(line).matchAll(TARGET)].map(([, markdown, html]) => markdown ?? html ?? ''))
    .filter((target) => !/^[a-z]+:/.test(target))
}

/** The anchors that GitHub gives a file: one for each heading. */
function anchorsOf(file: string): Set<string> {
  const seen = new Map<string, number>()
  const anchors = new Set<string>()
  for (const line of prose(file)) {
    const heading = /^#+ (.*)$/.exec(line)?.[1]
    if (heading === undefined) continue
    const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
    const slug = text.replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '').replaceAll(' ', '-')
    const times = seen.get(slug) ?? 0
    seen.set(slug, times + 1)
    anchors.add(times === 0 ? slug : `${slug}-${times}`)
  }
  return anchors
}

function problemOf(file: string, target: string): string | undefined {
  const [path = '', anchor] = target.split('#')
  const to = path === '' ? file : join(dirname(file), path)
  if (to.startsWith('..')) return `${target} leads out of the repository`
  if (!existsSync(join(ROOT, to))) return `${target} is not there`
  if (anchor === undefined) return undefined
  if (statSync(join(ROOT, to)).isDirectory() || !to.endsWith('.md')) return `${target} has no anchors`
  return anchorsOf(to).has(anchor) ? undefined : `${target}: no heading gives this anchor`
}

describe('links', () => {
  it.each(FILES)('%s leads somewhere with each of them', (file) => {
    expect(
      linksOf(file)
        .map((target) => problemOf(file, target))
        .filter(Boolean),
    ).toEqual([])
  })

  it('are found and judged', () => {
    expect(linksOf('README.md').length).toBeGreaterThan(40)
    expect(anchorsOf('packages/cli/README.md')).toContain('faults-by-server')
    expect(problemOf('README.md', 'packages/nope/README.md')).toMatch(/is not there/)
    expect(problemOf('packages/koa/README.md', '../../README.md#nope')).toMatch(/no heading/)
    expect(problemOf('README.md', '../elsewhere')).toMatch(/out of the repository/)
  })
})
