import { RULES, SOURCES } from '@strict-responses/core'
import { OTHER_REPAIRS } from './trace/repair-rules.js'
import { byId, el } from './view/element.js'
import { prose } from './view/event-panel.js'

function row(code: string, what: string, sources: readonly string[], option?: string): HTMLElement {
  return el(
    'tr',
    { id: code },
    el('th', { scope: 'row' }, el('a', { href: `#${code}`, class: 'code' }, code)),
    el(
      'td',
      {},
      ...prose(what),
      option !== undefined && el('span', { class: 'soft' }, '. Relaxed by ', el('code', {}, option)),
    ),
    el('td', { class: 'soft' }, ...prose(sources.map((source) => SOURCES[source] ?? source).join('. '))),
  )
}

byId('rules', HTMLElement).append(
  ...Object.entries(RULES).map(([code, { what, sources, option }]) => row(code, what, sources, option)),
)
byId('repairs', HTMLElement).append(...OTHER_REPAIRS.map(([code, what]) => row(code, what, [])))

// The anchor came before what it points to.
const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
target?.scrollIntoView({ block: 'center' })
if (target) target.classList.add('target')
