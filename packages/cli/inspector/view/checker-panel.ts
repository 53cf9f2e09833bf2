import { type CheckIssue, RULES, type RuleCode, SOURCES } from '@strict-responses/core'
import type { Session } from '../session.js'
import { isOther } from '../trace/verdict.js'
import { clientsAfter, clientsBefore } from './client-sections.js'
import { el } from './element.js'
import { prose } from './event-panel.js'
import { ruleLink } from './rule-link.js'
import { verdictTag } from './verdict-tag.js'
import { DIALECTS } from './words.js'

/** What the checker says of both sides; a rule leads to where it is broken. */
export function checkerPanel(session: Session): HTMLElement[] {
  const { verdict, trace } = session
  if (!verdict)
    return [el('p', { class: 'soft' }, trace.ended ? 'Checking…' : 'The verdict comes at the end of the stream.')]
  const { dialect } = trace
  const other = isOther(trace)
  return [
    el(
      'section',
      {},
      el('h3', {}, 'What came in ', !other && verdictTag(verdict.input)),
      other
        ? el(
            'p',
            { class: 'soft' },
            `Read as ${DIALECTS[dialect ?? ''] ?? dialect}, and converted: as it came, no Responses client reads it.`,
          )
        : ruleTable(session, verdict.input.issues),
    ),
    ...(other ? [] : [clientsBefore(session)]),
    el(
      'section',
      {},
      el('h3', {}, 'What goes out ', verdictTag(verdict.output)),
      verdict.output.ok
        ? el('p', { class: 'soft' }, `All ${Object.keys(RULES).length} rules hold.`)
        : ruleTable(session, verdict.output.issues),
      clientsAfter(session),
    ),
  ]
}

function ruleTable(session: Session, issues: readonly CheckIssue[]): HTMLElement {
  if (issues.length === 0) return el('p', { class: 'soft' }, `All ${Object.keys(RULES).length} rules hold.`)
  const byRule = new Map<RuleCode, CheckIssue[]>()
  for (const issue of issues)
    if (issue.code !== 'report/truncated') byRule.set(issue.code, [...(byRule.get(issue.code) ?? []), issue])
  return el(
    'ul',
    { class: 'findings rules' },
    [...byRule].map(([code, found]) =>
      el(
        'li',
        {},
        el('div', { class: 'head' }, ruleLink(code), places(session, found)),
        el('p', {}, ...prose(found[0]?.message ?? '')),
        el('p', { class: 'soft' }, ...prose(`${RULES[code].what}.`), ` Source: ${sourcesOf(code)}.`),
      ),
    ),
  )
}

function sourcesOf(code: RuleCode): string {
  return RULES[code].sources.map((source) => (SOURCES[source] ?? source).replaceAll('`', '')).join('; ')
}

/** Leads through the places where a rule is broken, one after the other. */
function places(session: Session, found: readonly CheckIssue[]): HTMLElement | false {
  const steps = [...(session.verdict?.issues ?? [])].filter(([, issues]) =>
    issues.some((issue) => found.includes(issue)),
  )
  if (steps.length === 0) return false
  const button = el('button', { type: 'button', class: 'quiet' }, steps.length === 1 ? 'show' : `show ${steps.length}×`)
  button.addEventListener('click', () => {
    const next = steps.find(([index]) => index > session.at) ?? steps[0]
    if (next) session.go(next[0])
  })
  return button
}
