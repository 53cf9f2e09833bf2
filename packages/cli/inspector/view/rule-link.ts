import { el } from './element.js'

/** The code of a rule or repair, as a link to where it stands in the table. */
export function ruleLink(code: string, anchor: string | undefined = code): HTMLElement {
  if (anchor === undefined) return el('code', {}, code)
  return el('a', { href: `rules.html#${anchor}`, target: '_blank', class: 'code' }, code)
}
