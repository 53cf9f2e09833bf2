import type { CheckIssue, Repair } from '@strict-responses/core'
import type { Session } from '../session.js'
import { diffJson, printJson } from '../trace/json-diff.js'
import { explain } from '../trace/repair-rules.js'
import type { Output, Step } from '../trace/step.js'
import { diffBlock, textBlock } from './code-block.js'
import { el } from './element.js'
import { ruleLink } from './rule-link.js'
import { shortType } from './words.js'

const RELATIONS: Readonly<Record<Output['relation'], string>> = {
  same: 'as it came',
  mended: 'mended',
  converted: 'converted',
  added: 'added',
}

/** One step in full: what came in, what is wrong with it, what goes out, and why. */
export function eventPanel({ step, verdict }: Session): HTMLElement[] {
  if (!step) return [el('p', { class: 'soft' }, 'Nothing has come in yet.')]
  return [
    came(step),
    issueList(verdict?.issues.get(step.index) ?? []),
    ...step.outputs.map((output) => left(step, output)),
    step.outputs.length === 0 && el('section', {}, el('h3', {}, 'Goes out ', el('span', { class: 'soft' }, 'nothing'))),
    repairList(step.unplaced),
  ].filter((part) => part !== false)
}

function came({ kind, text, line, facts }: Step): HTMLElement {
  if (kind === 'end') return el('section', {}, el('h3', {}, 'Came in ', el('span', { class: 'soft' }, facts.type)))
  return el(
    'section',
    {},
    el('h3', {}, 'Came in ', el('span', { class: 'soft' }, `line ${line}`)),
    textBlock(text.replace(/\s+$/, '')),
  )
}

function left(step: Step, { text, facts, relation, repairs }: Output): HTMLElement {
  const { value } = facts
  const before = relation === 'mended' ? step.facts.value : undefined
  return el(
    'section',
    {},
    el(
      'h3',
      {},
      'Goes out ',
      el('span', { class: 'leaving' }, shortType(facts.type)),
      ' ',
      el('span', { class: `tag ${relation}` }, RELATIONS[relation]),
    ),
    repairList(repairs),
    value ? diffBlock(before ? diffJson(before, value) : printJson(value)) : textBlock(text.trimEnd()),
  )
}

function repairList(repairs: readonly Repair[]): HTMLElement | false {
  if (repairs.length === 0) return false
  return el(
    'ul',
    { class: 'findings repairs' },
    repairs.map(({ code, message }) => {
      const why = explain(code)
      return el(
        'li',
        {},
        ruleLink(code, why?.anchor),
        el('p', {}, message),
        why !== undefined && el('p', { class: 'soft' }, ...prose(`${why.what}.`)),
      )
    }),
  )
}

function issueList(issues: readonly CheckIssue[]): HTMLElement | false {
  if (issues.length === 0) return false
  return el(
    'ul',
    { class: 'findings issues' },
    issues.map(({ code, message, at }) =>
      el(
        'li',
        {},
        ruleLink(code),
        el('p', {}, ...prose(message), at.path !== undefined && el('code', {}, ` ${at.path}`)),
      ),
    ),
  )
}

/** Text with its `code` set as code. */
export function prose(text: string): (HTMLElement | string)[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? el('code', {}, part) : part))
}
