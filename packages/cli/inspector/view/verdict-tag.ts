import type { CheckReport } from '@strict-responses/core'
import { el } from './element.js'
import { count } from './words.js'

/** The verdict in a word: `strict`, or how many issues there are. */
export function verdictTag({ ok, issues }: CheckReport): HTMLElement {
  const { length } = issues
  const text =
    issues.at(-1)?.code === 'report/truncated' ? `${(length - 1).toLocaleString('en')}+ issues` : count(length, 'issue')
  return el('span', { class: `verdict ${ok ? 'ok' : 'bad'}` }, ok ? 'strict' : text)
}
