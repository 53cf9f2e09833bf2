import { filled, isObject, merge } from '../json.js'
import { completeItem } from '../protocol/shape/items.js'
import type { Assembly } from './assembly.js'
import { callIdOf } from './item-identity.js'
import { start } from './lifecycle.js'
import { missing, partsSaid, textOf } from './part-names.js'
import { removeFrom } from './router.js'
import { appended, type ItemState, NOTHING_CARRIED } from './state.js'
import { sendDelta } from './text-events.js'

/** Takes out of an announced item the text that it carried: it is held until the first delta or the done. */
export function holdText(item: ItemState): void {
  const { own } = item
  if (own) {
    const path = own.family.path ?? []
    const [field, inner] = path
    if (field !== undefined) {
      const holder = inner === undefined ? item.item : item.item[field]
      const key = inner ?? field
      if (isObject(holder) && Object.hasOwn(holder, key) && holder[key] !== null) {
        own.held = textOf(holder[key])
        const emptied = { ...holder, [key]: '' }
        item.item = inner === undefined ? emptied : { ...item.item, [field]: emptied }
      }
    }
  }
  holdParts(item)
}

function holdParts(item: ItemState): void {
  const { type, item: said } = item
  if (type === 'message' || type === 'reasoning') {
    item.carried = {
      content: partsSaid(said['content']),
      summary: type === 'reasoning' ? partsSaid(said['summary']) : [],
      commands: [],
    }
    const content = type === 'message' || (said['content'] ?? undefined) !== undefined
    item.item = merge(said, content ? { content: [] } : undefined, type === 'reasoning' ? { summary: [] } : undefined)
  }
  const action = type === 'shell_call' ? said['action'] : undefined
  if (isObject(action) && Array.isArray(action['commands'])) {
    item.carried = { ...NOTHING_CARRIED, commands: action['commands'] }
    item.item = { ...said, action: { ...action, commands: [] } }
  }
}

/** Opens an item: `output_item.added`, always empty. */
export function openItem(assembly: Assembly, item: ItemState): void {
  if (item.index >= 0) return
  start(assembly)
  removeFrom(assembly.waiting, item)
  if (item.row?.callId && filled(item.item['call_id']) === undefined) {
    item.item = { ...item.item, call_id: callIdOf(assembly, item, item.item) }
  }
  item.index = assembly.opened.length
  assembly.opened = appended(assembly.opened, item)
  const { source } = item
  if (!item.announced)
    assembly.report(
      missing('response.output_item.added'),
      `nothing announced item ${item.index} (${item.type}): it was opened`,
    )
  const { row } = item
  const left = merge(item.item)
  if (row && row.statuses.length > 0 && !row.statuses.includes(left['status'] as string)) {
    if (row.statusRequired) left['status'] = row.statuses.includes('in_progress') ? 'in_progress' : row.statuses[0]
    else if (Object.hasOwn(left, 'status')) delete left['status']
  }
  item.item = row ? completeItem(left, { profile: assembly.profile, report: assembly.report, event: 'added' }) : left
  const event = isObject(source?.value) && isObject(source.value['item']) ? source.value : undefined
  assembly.emit(merge(event, { type: 'response.output_item.added', output_index: item.index, item: item.item }), source)
  item.source = undefined
  for (const early of item.early.splice(0)) {
    if (typeof early === 'string') assembly.comment(early)
    else if (item.own) sendDelta(assembly, item, item.own, 0, early.delta, early.event, early.source)
  }
}
