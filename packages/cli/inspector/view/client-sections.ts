import { CLIENTS, type ClientIssue, type ClientName, RULES } from '@strict-responses/core'
import type { Session } from '../session.js'
import { stepAt } from '../trace/verdict.js'
import { el } from './element.js'
import { prose } from './event-panel.js'
import { ruleLink } from './rule-link.js'

const NAMES = Object.keys(CLIENTS) as ClientName[]

/** Which clients the stream breaks as it came in, and how; a break leads to where it happens. */
export function clientsBefore(session: Session): HTMLElement {
  const issues = session.clients?.input
  if (!issues) return el('section', {}, el('h3', {}, 'Clients'), el('p', { class: 'soft' }, 'Checking…'))
  const broken = brokenBy(issues)
  const spared = NAMES.filter((name) => !broken.includes(name))
  return el(
    'section',
    { class: 'clients' },
    el('h3', {}, 'Clients that it would break ', el('span', { class: 'soft' }, `${broken.length} of ${NAMES.length}`)),
    breaks(issues, (issue) => showButton(session, issue)),
    spared.length > 0 &&
      el('p', { class: 'soft' }, ...prose(`Not broken: ${spared.map((name) => `\`${name}\``).join(', ')}.`)),
  )
}

/** What is left for clients to break on as the stream goes out: what they do not take of a strict one. */
export function clientsAfter({ clients }: Session): HTMLElement | false {
  if (!clients) return false
  const { length } = brokenBy(clients.output)
  return el(
    'div',
    { class: 'left' },
    el(
      'p',
      { class: 'soft' },
      `It breaks ${length === 0 ? 'none' : length} of the ${NAMES.length} clients${length === 0 ? '.' : ':'}`,
    ),
    breaks(clients.output),
  )
}

const brokenBy = (issues: readonly ClientIssue[]): readonly ClientName[] => [
  ...new Set(issues.map(({ client }) => client)),
]

function breaks(issues: readonly ClientIssue[], show?: (issue: ClientIssue) => HTMLElement): HTMLElement | false {
  if (issues.length === 0) return false
  return el(
    'ul',
    { class: 'findings broken' },
    brokenBy(issues).map((name) =>
      el(
        'li',
        {},
        el('p', {}, ...prose(`${CLIENTS[name]}:`)),
        issues
          .filter(({ client }) => client === name)
          .map((issue) => el('div', { class: 'head' }, breaking(issue), show?.(issue))),
      ),
    ),
  )
}

function breaking({ effect, how, because, what }: ClientIssue): HTMLElement {
  const cause = because in RULES ? [ruleLink(because)] : prose(what)
  return el('p', {}, el('b', {}, effect), ': ', ...prose(how), el('span', { class: 'soft' }, ' — ', ...cause))
}

function showButton(session: Session, { at }: ClientIssue): HTMLElement {
  const button = el('button', { type: 'button', class: 'quiet' }, 'show')
  button.addEventListener('click', () => {
    const { trace, verdict } = session
    session.go(stepAt(trace.steps, at, verdict?.input.events ?? 0).index)
  })
  return button
}
