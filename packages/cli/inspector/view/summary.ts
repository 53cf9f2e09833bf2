import type { CheckReport } from '@strict-responses/core'
import type { Session } from '../session.js'
import { isOther } from '../trace/verdict.js'
import { el } from './element.js'
import { verdictTag } from './verdict-tag.js'
import { count, DIALECTS } from './words.js'

/** The stream in one line: what came in, what was repaired, what goes out. */
export function summary({ source, trace, verdict, problem }: Session): HTMLElement[] {
  if (problem !== undefined) return [el('p', { class: 'problem', role: 'alert' }, problem)]
  const { frames, events, dialect, outcome, repairs, foreign } = trace
  return [
    el(
      'div',
      { class: 'about' },
      el('h2', {}, source?.name ?? ''),
      source?.note !== undefined && el('p', { class: 'soft' }, source.note),
    ),
    el(
      'ol',
      { class: 'figures' },
      figure(
        'Came in',
        count(frames, 'frame'),
        foreign ? 'another protocol' : (DIALECTS[dialect ?? ''] ?? '…'),
        isOther(trace) ? undefined : verdict?.input,
      ),
      figure('Repaired', count(repairs, 'repair'), foreign ? 'left as it came' : ''),
      figure(
        'Goes out',
        count(events, 'event'),
        foreign ? '' : (outcome ?? (trace.ended ? '' : 'in progress')),
        foreign ? undefined : verdict?.output,
      ),
    ),
  ]
}

function figure(label: string, number: string, what: string, report?: CheckReport): HTMLElement {
  return el(
    'li',
    {},
    el('span', { class: 'label' }, label),
    el('b', {}, number),
    what !== '' && el('span', { class: 'soft' }, what),
    report && verdictTag(report),
  )
}
