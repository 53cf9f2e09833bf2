import { asList, isObject, type JsonObject } from '../json.js'
import { type Family, familyOf, familyOfItem, familyOfPart } from '../protocol/families.js'
import { ITEMS } from '../protocol/items.js'
import { valueAt } from './item-empty.js'
import { quoted } from './quoted.js'
import type { Reporter } from './report.js'
import { stringIn } from './route.js'
import type { RuleCode } from './rules.js'
import type { Item, Part, Parts } from './track.js'

/** Items that carry text whether or not any came: their done event is always due. */
const ALWAYS: ReadonlySet<string> = new Set(['function_call', 'custom_tool_call'])
const COMMAND = familyOf('response.shell_call_command.done')!

/** The code for a text whose done is missing. */
export function missingDone(family: Family): RuleCode {
  return `lifecycle/missing-${family.done.slice('response.'.length).replace(/[._]/g, '-')}` as RuleCode
}

/** Compares a done item with what was streamed for it. */
export function closeItem(item: Item, object: JsonObject, report: Reporter): void {
  const changed = (code: RuleCode, message: string, path: string): void => {
    item.faulty = true
    report.add(code, message, path)
  }
  const type = stringIn(object, 'type')
  if (item.type !== undefined && type !== undefined && type !== item.type) {
    changed('items/type-changed', `expected \`${item.type}\`, found ${quoted(type)}`, 'item.type')
    return
  }
  item.type ??= type
  closeIdentity(item, object, changed)
  closeStatus(object, report)
  closeBody(item, object, report, changed)
  closeParts(item, item.content, object['content'], 'content', report, changed)
  closeParts(item, item.summary, object['summary'], 'summary', report, changed)
  closeParts(item, item.command, valueAt(object, ['action', 'commands']), 'action.commands', report, changed)
}

type Changed = (code: RuleCode, message: string, path: string) => void

function closeIdentity(item: Item, object: JsonObject, changed: Changed): void {
  const id = stringIn(object, 'id')
  if (id === undefined && item.id !== undefined) changed('ids/item-id-empty', 'expected an id, found none', 'item.id')
  if (item.implied) return
  if (id !== undefined && item.id !== id) item.faulty = true
  const callId = stringIn(object, 'call_id')
  if (item.callId !== undefined && callId !== item.callId) {
    changed('ids/call-id-changed', `expected \`${item.callId}\`, found \`${callId ?? 'none'}\``, 'item.call_id')
  }
  const name = stringIn(object, 'name')
  if (item.name !== undefined && name !== undefined && name !== item.name) {
    changed('items/name-changed', `expected \`${item.name}\`, found \`${name}\``, 'item.name')
  }
}

function closeStatus({ type, status }: JsonObject, report: Reporter): void {
  if (status !== 'in_progress' || typeof type !== 'string' || !Object.hasOwn(ITEMS, type)) return
  // OpenAI sends the calls that a program makes done as in_progress.
  if (type === 'function_call' || ITEMS[type]!.cut === status || !ITEMS[type]!.statuses.includes(status)) return
  report.add('items/status', 'expected a status that ends the item, found `in_progress`', 'item.status')
}

function closeBody(item: Item, object: JsonObject, report: Reporter, changed: Changed): void {
  const family = familyOfItem(item.type ?? '')
  if (!family?.path) return
  const { body } = item
  const due = body.streamed || (ALWAYS.has(family.item) && !item.unseen)
  if (due && !body.done) report.add(missingDone(family), `expected \`${family.done}\` before the item is done`)
  if (!due) return
  const expected = body.compare(valueAt(object, family.path))
  if (expected !== undefined) {
    changed(
      'text/item-mismatch',
      `expected ${JSON.stringify(expected.slice(-40))} at the end of the text`,
      `item.${family.path.join('.')}`,
    )
  }
}

function closeParts(item: Item, parts: Parts, found: unknown, path: string, report: Reporter, changed: Changed): void {
  const list = asList(found)
  const command = path === 'action.commands'
  for (const part of parts.list.values()) {
    closePart(part, path, report)
    if (list.length <= part.index) continue
    const value: unknown = list[part.index]
    const at = `item.${path}.${part.index}`
    if (!command && part.type !== undefined && isObject(value) && value['type'] !== part.type) {
      changed('parts/type-changed', `expected \`${part.type}\`, found \`${String(value['type'])}\``, `${at}.type`)
      continue
    }
    const expected = part.text.compare(command ? value : textOf(value))
    if (expected !== undefined) {
      changed('text/item-mismatch', `expected ${JSON.stringify(expected.slice(-40))} at the end of the text`, at)
    }
  }
  // Other items may have fields of that name that are none of the protocol's.
  const own = command || item.type === 'reasoning' || (item.type === 'message' && path === 'content')
  if (!own) return
  if (item.unseen || list.length === parts.list.size || (command && parts.list.size === 0)) return
  changed(
    'items/part-count',
    `expected ${parts.list.size}, as many as were streamed, found ${list.length}`,
    `item.${path}`,
  )
}

function closePart(part: Part, path: string, report: Reporter): void {
  if (path === 'action.commands') {
    if (!part.text.done) report.add(missingDone(COMMAND), 'expected `response.shell_call_command.done`')
  } else if (!part.done) {
    const family = familyOfPart(part.type ?? '')
    if (family && !part.text.done) report.add(missingDone(family), `expected \`${family.done}\` for part ${part.index}`)
    const what = path === 'summary' ? 'summary' : 'content'
    report.add(`lifecycle/missing-${what}-part-done`, `expected part ${part.index} to be done before its item`)
  }
}

/** The text of a part. */
export function textOf(part: unknown): unknown {
  if (!isObject(part) || typeof part['type'] !== 'string') return undefined
  const field = familyOfPart(part['type'])?.partField
  return field === undefined ? undefined : part[field]
}
