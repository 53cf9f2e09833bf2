import type { Session } from '../session.js'
import type { TreeNode } from '../trace/tree.js'
import { el } from './element.js'

/** Of longer texts the end is shown: that is where it grows. */
const MOST = 1200

/** The response as it stands at the step one is at. */
export function responsePanel({ trace, at }: Session): HTMLElement[] {
  const { root } = trace.tree
  if (!root || root.opened > at)
    return [el('p', { class: 'soft' }, trace.foreign ? 'This is no stream of a response.' : 'No response yet.')]
  return [el('ul', { class: 'tree' }, node(root, at))]
}

function node(it: TreeNode, at: number): HTMLElement {
  const closed = it.closed !== undefined && it.closed <= at
  const status = it.statusAt(at) ?? (closed ? 'done' : 'open')
  const text = it.textAt(at)
  const children = it.children.filter(({ opened }) => opened <= at)
  return el(
    'li',
    { class: closed ? 'closed' : 'growing' },
    el(
      'div',
      { class: 'node' },
      el('b', {}, it.type),
      el('span', { class: `status ${status}` }, status.replace('_', ' ')),
      !it.key.includes('/') && el('code', { class: 'id', title: it.key }, it.key),
    ),
    text !== '' && el('p', { class: 'text' }, text.length > MOST ? `…${text.slice(-MOST)}` : text),
    children.length > 0 &&
      el(
        'ul',
        {},
        children.map((child) => node(child, at)),
      ),
  )
}
