import type { FrameFacts } from '../trace/read-frame.js'
import type { Relation, Step } from '../trace/step.js'
import { el } from './element.js'
import { type OutRow, outRows } from './flow-layout.js'
import { drawLines } from './lines.js'
import { count, shortType } from './words.js'

/** What is written beside a frame that goes out; nothing where it left as it came. */
const TAGS: Readonly<Record<Relation, string>> = { same: '', mended: 'mended', converted: 'converted', added: 'added' }

/** One step: what came in, lines, what goes out, and each repair below the frame that it was made for. */
export function stepView(step: Step, issues: number, stacked: boolean): HTMLElement {
  const rows = outRows(step)
  return el(
    'div',
    { class: `step ${step.kind}`, role: 'option', id: `step-${step.index}`, 'aria-label': spoken(step, rows, issues) },
    el(
      'div',
      { class: 'row in' },
      frame(step.facts, step.kind === 'end' ? '' : String(step.facts.number ?? '–')),
      issues > 0 && el('span', { class: 'badge', title: `${count(issues, 'issue')} that check finds here` }, issues),
    ),
    drawLines(rows, stacked, isDropped(step)),
    el('div', { class: 'outs' }, rows.map(outRow)),
  )
}

function outRow(row: OutRow): HTMLElement {
  if (row.kind === 'repair') {
    const { code, message, times } = row
    return el(
      'div',
      { class: 'row repair', title: message },
      el('code', {}, code),
      times > 1 && el('span', { class: 'times' }, `×${times}`),
      el('span', { class: 'carried' }, message),
    )
  }
  const again = el('span', { class: 'again', title: row.again.join(', ') }, row.again.join(', '))
  if (row.kind === 'again') return el('div', { class: 'row out' }, again)
  const { facts, relation } = row.output
  return el(
    'div',
    { class: `row out ${relation}` },
    frame(facts, facts.number === undefined ? '' : String(facts.number)),
    row.again.length > 0 && again,
    TAGS[relation] !== '' && el('span', { class: 'tag' }, TAGS[relation]),
  )
}

function frame({ type, carried }: FrameFacts, number: string): HTMLElement[] {
  return [
    el('span', { class: 'number' }, number),
    el('span', { class: 'type', title: type }, shortType(type)),
    el('span', { class: 'carried' }, carried),
  ]
}

/** Whether what came in leaves neither now nor later. */
function isDropped({ outputs, unplaced }: Step): boolean {
  return outputs.length === 0 && unplaced.some(({ message }) => /\b(dropped|left out)\b/.test(message))
}

/** What a screen reader says. */
function spoken(step: Step, rows: readonly OutRow[], issues: number): string {
  const outs = step.outputs.map(({ facts, relation }) => `${shortType(facts.type)} ${relation}`)
  const repairs = rows.flatMap((row) => (row.kind === 'repair' ? [row.code] : row.again))
  return [
    `${shortType(step.facts.type)} came in`,
    issues > 0 ? `with ${count(issues, 'issue')}` : '',
    outs.length > 0 ? `${outs.join(', ')} went out` : 'nothing went out',
    repairs.length > 0 ? `repairs: ${repairs.join(', ')}` : '',
  ]
    .filter((part) => part !== '')
    .join('; ')
}
