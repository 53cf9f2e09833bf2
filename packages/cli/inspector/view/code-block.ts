import type { DiffLine } from '../trace/json-diff.js'
import { el } from './element.js'

/** Lines beyond this many are left out, with a word about it. */
const MOST = 1500

const MARKS: Readonly<Record<DiffLine['mark'], string>> = { same: ' ', added: '+', removed: '−', changed: '+' }

/** Pretty-printed JSON with its marks. */
export function diffBlock(lines: readonly DiffLine[]): HTMLElement {
  const shown = lines.slice(0, MOST)
  return el(
    'pre',
    { class: 'json', tabindex: 0 },
    shown.map(({ mark, depth, text }) =>
      el('span', { class: `line ${mark}` }, `${MARKS[mark]} ${'  '.repeat(depth)}${text}\n`),
    ),
    lines.length > MOST && `  … ${lines.length - MOST} more lines`,
  )
}

/** Text as it came. */
export function textBlock(text: string): HTMLElement {
  return el('pre', { class: 'raw', tabindex: 0 }, text.length > 20_000 ? `${text.slice(0, 20_000)}…` : text)
}
