import { read } from './markdown.js'

/** The rows of the first table under a heading of the README, cell by cell. */
export function tableUnder(heading: string): string[][] {
  const page = read('README.md')
  const at = page.indexOf(`\n## ${heading}\n`)
  if (at === -1) throw new Error(`README.md has no heading '${heading}'`)
  const lines = page.slice(at).split('\n')
  const first = lines.findIndex((line) => line.startsWith('|'))
  const rest = lines.slice(first)
  const end = rest.findIndex((line) => !line.startsWith('|'))
  return rest.slice(2, end).map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  )
}

/** What stands in backticks, without them. */
export const codeIn = (cell: string): string[] =>
  [...cell.matchAll(/``\s?(.+?)\s?``|`([^`]+)`/g)].map(([, double, single]) => double ?? single ?? '')
