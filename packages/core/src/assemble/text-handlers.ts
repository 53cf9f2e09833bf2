import type { JsonObject } from '../json.js'
import { type Family, familyOf } from '../protocol/families.js'
import type { Assembly } from './assembly.js'
import { itemFor, keyOf, openPartFor, partFor } from './find-part.js'
import { lasting } from './item-events.js'
import { openItem } from './open-item.js'
import { textOf } from './part-names.js'
import { addressOf } from './router.js'
import { type ItemState, partsOf, type TextState } from './state.js'
import { disagrees, sendDelta, sendDone, sendHeld, settle } from './text-events.js'

const deltaText = (event: JsonObject): string => textOf(event['delta'] ?? event['text'] ?? event['arguments'])

/**
 * Whether a call was never announced: its arguments wait until its name and call_id are known, as a client answers the
 * call_id that it saw first. Blank arguments wait as well: some clients run a call with blank arguments as `{}`.
 */
const isUnannounced = (item: ItemState): boolean => item.row?.callId === true && !item.announced && !item.resumed

/** Whether a call was announced without its name, which the arguments' done or the item's may still bring; an empty one is one. */
const isUnnamed = (item: ItemState): boolean =>
  item.row?.named === true && item.announced && typeof item.item['name'] !== 'string'

const waits = (item: ItemState): boolean => item.index < 0 && (isUnannounced(item) || isUnnamed(item))

/** Keeps the arguments of a call that waits; a first delta that repeats what was announced begins anew. */
function hold(assembly: Assembly, own: TextState, text: string): void {
  if (text === '') return
  if (!own.streamed && own.held.startsWith(text)) own.held = ''
  own.streamed = true
  own.held += text
  assembly.outputLength += text.length
}

/** A delta: its text leaves once, in the item and part that it belongs to. */
export function delta(assembly: Assembly, event: JsonObject): void {
  const family = familyOf(String(event['type'])) as Family
  const text = deltaText(event)
  const item = itemFor(assembly, event, family.item)
  if (!item) return
  if (family.place === 'item') {
    const { own } = item
    if (!own || own.done)
      return assembly.report('lifecycle/late-event', `${family.delta} after ${family.done} was dropped`)
    if (waits(item)) return hold(assembly, own, text)
    if (item.index < 0 && item.announced && item.row?.clientRun && text.trim() === '' && item.early.length < 64) {
      item.early.push({ event, source: lasting(assembly.source), delta: text })
      return
    }
    openItem(assembly, item)
    sendHeld(assembly, item, own, 0, text)
    return sendDelta(assembly, item, own, 0, text, event)
  }
  const part = openPartFor(assembly, item, family, keyOf(event, family))
  sendHeld(assembly, item, part, part.index, text)
  sendDelta(assembly, item, part, part.index, text, event)
}

/** The whole text of a family: what the deltas left out leaves first. */
export function done(assembly: Assembly, event: JsonObject): void {
  const family = familyOf(String(event['type'])) as Family
  const whole =
    Object.hasOwn(event, family.field) && event[family.field] !== null ? textOf(event[family.field]) : undefined
  const known = assembly.router.find(addressOf(event), (item) => item.type === family.item)
  if (!known && !whole) {
    return assembly.report(
      'lifecycle/done-without-item',
      `${family.done} for an item that nothing opened was dropped: it had no text`,
    )
  }
  const item = itemFor(assembly, event, family.item)
  if (!item) return
  if (family.place === 'item') {
    const { own } = item
    if (!own || own.done) return assembly.report('lifecycle/duplicate-done', `a second ${family.done} was dropped`)
    if (typeof event['name'] === 'string' && !item.item['name']) item.item = { ...item.item, name: event['name'] }
    if (waits(item)) {
      if (whole?.startsWith(own.held)) own.held = whole
      else if (whole) disagrees(assembly, item, own)
      return
    }
    openItem(assembly, item)
    settle(assembly, item, own, 0, whole)
    return sendDone(assembly, item, own, 0, event)
  }
  const key = keyOf(event, family)
  const closed = partsOf(item, family).findLast(
    (part) => part.family === family && part.done && (key === undefined || part.keys.has(key)),
  )
  if (closed && !partFor(item, family, key))
    return assembly.report('lifecycle/duplicate-done', `a second ${family.done} was dropped`)
  if (!partFor(item, family, key) && !whole)
    return assembly.report(
      'lifecycle/done-without-part',
      `${family.done} for a part that nothing opened was dropped: it had no text`,
    )
  const part = openPartFor(assembly, item, family, key)
  settle(assembly, item, part, part.index, whole)
  sendDone(assembly, item, part, part.index, event)
}
