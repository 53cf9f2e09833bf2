import { asIndex, type JsonObject } from '../json.js'
import type { Family } from '../protocol/families.js'
import type { Assembly } from './assembly.js'
import { resumeItem } from './item-events.js'
import { addItem } from './item-identity.js'
import { indexField } from './part-names.js'
import { openPart } from './parts.js'
import { type Address, addressOf } from './router.js'
import { addPart, createPartState, type ItemState, type PartState, partsOf } from './state.js'

/** Reports an event for an item that is done. */
export const late = (assembly: Assembly, event: JsonObject, item: ItemState): void =>
  assembly.report('lifecycle/late-event', `${String(event['type'])} for item ${item.index}, which is done, was dropped`)

/** The item of an event; opened when there is none. `undefined` (and a report) when it is done. */
export function itemFor(assembly: Assembly, event: JsonObject, type: string): ItemState | undefined {
  const address = addressOf(event)
  const found = assembly.router.find(address, (item) => item.type === type)
  if (found?.done) return void late(assembly, event, found)
  return found ?? newItem(assembly, type, address)
}

function newItem(assembly: Assembly, type: string, address: Address): ItemState {
  if (assembly.resumed && address.id !== undefined && address.key !== undefined)
    return resumeItem(assembly, type, { type, id: address.id }, address)
  const empty: JsonObject =
    type === 'message' ? { role: 'assistant', content: [] } : type === 'reasoning' ? { summary: [] } : {}
  return addItem(assembly, type, { id: address.id, ...empty }, address)
}

/** The upstream's index of a part. */
export const keyOf = (event: JsonObject, family: Family): number | undefined => asIndex(event[indexField(family)])

/** The open part that an event means: of its index, else one of its family that has no text yet, else the last one. */
export function partFor(item: ItemState, family: Family, key: number | undefined): PartState | undefined {
  const parts = partsOf(item, family)
  const isOpen = (part: PartState): boolean => part.family === family && !part.done
  if (key === undefined) return parts.findLast(isOpen)
  for (const part of parts) if (isOpen(part) && part.keys.has(key)) return part
  // One that has no text yet, or that no event has named so far and whose place it is.
  const empty = parts.find((part) => isOpen(part) && (part.text.length === 0 || (part.keys.none && part.index === key)))
  empty?.keys.add(key)
  return empty
}

/** The open part that an event means; opened when there is none. */
export function openPartFor(
  assembly: Assembly,
  item: ItemState,
  family: Family,
  key: number | undefined,
  textDone = false,
): PartState {
  const part = partFor(item, family, key)
  if (part) return part
  if (!item.resumed || key === undefined) return openPart(assembly, item, family, undefined, key)
  const seen = createPartState(family, key, { type: family.part }, true)
  seen.keys.add(key)
  // Its text may have been closed before the cut as well.
  seen.done = textDone
  addPart(item, seen)
  return seen
}
