import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT: string = fileURLToPath(new URL('../../', import.meta.url))

/** Folders of the tree that are nobody's writing. */
const NOT_OURS = new Set(['node_modules', 'dist', '.cache', '.git', 'coverage'])

/** Every Markdown file of the project, by its path from the root. */
export const FILES: readonly string[] = markdownIn(ROOT).map((path) => relative(ROOT, path))

function markdownIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : markdownIn(path)
    return entry.name.endsWith('.md') ? [path] : []
  })
}

export const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

/** A fenced block, or a command that stands in the text. */
export interface Snippet {
  readonly file: string
  readonly line: number
  readonly language: string
  readonly code: string
}

/** The fenced blocks of a file. */
export function snippetsOf(file: string): Snippet[] {
  const found: Snippet[] = []
  let open: { line: number; language: string; lines: string[] } | undefined
  for (const [index, line] of read(file).split('\n').entries()) {
    const fence = /^ *```(\S*)/.exec(line)
    if (fence && open) {
      found.push({ file, line: open.line, language: open.language, code: `${open.lines.join('\n')}\n` })
      open = undefined
    } else if (fence) open = { line: index + 1, language: fence[1] ?? '', lines: [] }
    else open?.lines.push(line)
  }
  if (open) throw new Error(`${file}:${open.line} the block is never closed`)
  return found
}

const COMMAND = /`((?:npx|pnpm|npm install|strict-responses) [^`]+)`/g

/** Commands that stand in the text of a file, as a shell block each. */
export function commandsOf(file: string): Snippet[] {
  return prose(file).flatMap((text, index) =>
    [...text.matchAll(COMMAND)].map(([, code = '']) => ({ file, line: index + 1, language: 'sh', code })),
  )
}

/** The lines of a file, empty where they belong to a fenced block. */
export function prose(file: string): string[] {
  let inside = false
  return read(file)
    .split('\n')
    .map((line) => {
      const fence = /^ *```/.test(line)
      if (fence) inside = !inside
      return inside || fence ? '' : line
    })
}
