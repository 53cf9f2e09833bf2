import { asObject, type JsonObject } from '../json.js'
import type { EventRow } from '../protocol/events.js'
import { type Family, familyOfPart, shellCommand } from '../protocol/families.js'
import type { Assembly } from './assembly.js'
import { itemFor, keyOf, late, openPartFor } from './find-part.js'
import { partTypeOf, textOf } from './part-names.js'
import { closePart, openPart, sendAnnotation } from './parts.js'
import { addressOf } from './router.js'
import { type ItemState, type PartState, partsOf } from './state.js'

/** The item and family that a part event means; a part that does not fit its item goes to an item of its own. */
function placeOf(
  assembly: Assembly,
  event: JsonObject,
  row: EventRow,
): { item: ItemState | undefined; family: Family; part: JsonObject } {
  const place = row.scope === 'summary' ? 'summary' : row.scope === 'command' ? 'command' : 'content'
  if (place === 'command') {
    const item = assembly.router.find(addressOf(event), (known) => known.type === 'shell_call')
    return { item, family: shellCommand, part: { command: event['command'] } }
  }
  const part = asObject(event['part'])
  const types = row.items ?? []
  const address = addressOf(event)
  const around = assembly.router.find(address, (known) => types.includes(known.type))
  const family = familyOfPart(partTypeOf(part, around, place)) as Family
  return { item: assembly.router.find(address, (known) => known.type === family.item), family, part }
}

/** A part opens, empty. */
export function partAdded(assembly: Assembly, event: JsonObject, row: EventRow): void {
  const { item: found, family, part: said } = placeOf(assembly, event, row)
  const around = assembly.router.byId(addressOf(event).id, () => true)
  if (!found && around && textOf(said[family.partField ?? 'text']) === '') {
    return assembly.report(
      'lifecycle/part-misplaced',
      `a ${family.part} part does not fit an item of type ${around.type}: its announcement was dropped`,
    )
  }
  const item = itemFor(assembly, event, family.item)
  if (!item) return
  const key = keyOf(event, family)
  if (key !== undefined && partsOf(item, family).some((part) => part.keys.has(key))) {
    return assembly.report(
      'lifecycle/duplicate-part-added',
      `a second announcement of part ${key} of item ${item.index} was dropped`,
    )
  }
  const begun = partsOf(item, family).find((part) => {
    // One whose text is whole is meant only by its own index, or by none.
    const meant = !part.done || key === undefined || key === part.index
    return part.family === family && part.implied && !part.closed && meant
  })
  if (begun?.keys.none) {
    if (key !== undefined) begun.keys.add(key)
    begun.implied = false
    return assembly.report(
      'lifecycle/late-part-added',
      `part ${begun.index} of item ${item.index} was announced after its text: the announcement was dropped`,
    )
  }
  openPart(assembly, item, family, said, key)
}

/** A part closes with all that was sent. */
export function partDone(assembly: Assembly, event: JsonObject, row: EventRow): void {
  const { item: found, family, part: said } = placeOf(assembly, event, row)
  const text = textOf(said[family.partField ?? 'text'] ?? said['text'] ?? said['refusal'])
  const key = keyOf(event, family)
  const parts = partByIndex(assembly, event, row, family, key)
  if (parts)
    return closeKnown(assembly, parts.item, parts.part, { ...said, [parts.part.family.partField ?? 'text']: text })
  if (found?.done) return late(assembly, event, found)
  if (text === '')
    return assembly.report(
      'lifecycle/done-without-part',
      `${String(event['type'])} for a part that nothing opened was dropped: it had no text`,
    )
  const item = itemFor(assembly, event, family.item)
  if (!item) return
  const known = partsOf(item, family).findLast((part) => part.family === family && !part.closed)
  const closed = partsOf(item, family).findLast((part) => part.family === family && part.text.toString() === text)
  if (!known && closed)
    return assembly.report('lifecycle/duplicate-part-done', `a second ${String(event['type'])} was dropped`)
  closeKnown(assembly, item, known ?? openPartFor(assembly, item, family, key, true), said)
}

/** The part that an upstream index names: of the event's type, else of whatever type it is. */
function partByIndex(
  assembly: Assembly,
  event: JsonObject,
  row: EventRow,
  family: Family,
  key: number | undefined,
): { item: ItemState; part: PartState } | undefined {
  const item = assembly.router.find(addressOf(event), (known) => (row.items ?? []).includes(known.type))
  if (!item || item.done) return undefined
  const parts = row.scope === 'summary' ? item.summary : item.content
  if (key === undefined) return undefined
  const ofType = ({ family: type, closed, keys, index }: PartState): boolean =>
    type === family && !closed && (keys.has(key) || (keys.none && index === key))
  // An annotation or a delta of another type may have opened a second part under the same index.
  const part = parts.findLast(ofType) ?? parts.findLast((known) => known.keys.has(key))
  return part && { item, part }
}

function closeKnown(assembly: Assembly, item: ItemState, part: PartState, said: JsonObject): void {
  if (part.closed)
    return assembly.report(
      'lifecycle/duplicate-part-done',
      `a second done of part ${part.index} of item ${item.index} was dropped`,
    )
  closePart(assembly, item, part, said, true)
}

/** An annotation of a part that is open. */
export function annotation(assembly: Assembly, event: JsonObject): void {
  const family = familyOfPart('output_text') as Family
  const item = itemFor(assembly, event, 'message')
  if (!item) return
  const key = keyOf(event, family)
  const part =
    item.content.findLast(
      (known) => known.family === family && !known.closed && (key === undefined || known.keys.has(key)),
    ) ?? openPartFor(assembly, item, family, key)
  sendAnnotation(assembly, item, part, event)
}
