import { asText, isObject, type JsonObject } from '../json.js'
import { PART_ALIASES } from '../protocol/aliases.js'
import { type Family, familyOfPart } from '../protocol/families.js'
import type { ItemState } from './state.js'

/** Sets the fields that address a family's text. */
export function address(event: JsonObject, item: ItemState, place: Family['place'], index: number): JsonObject {
  // The commands of a shell call are addressed without it, but where it stands it is the item's.
  if (place !== 'command' || Object.hasOwn(event, 'item_id')) event['item_id'] = item.id
  event['output_index'] = item.index
  if (place !== 'item') event[INDEX[place]] = index
  return event
}

/** Whether an event has them already. */
export function isAddressed(event: JsonObject, item: ItemState, place: Family['place'], index: number): boolean {
  return (
    event['item_id'] === item.id &&
    event['output_index'] === item.index &&
    (place === 'item' || event[INDEX[place]] === index)
  )
}

const INDEX = { content: 'content_index', summary: 'summary_index', command: 'command_index' } as const

/** The field that indexes a family's parts. */
export function indexField(family: Family): 'content_index' | 'summary_index' | 'command_index' {
  return family.place === 'item' ? 'content_index' : INDEX[family.place]
}

/** The event that opens or closes a family's part. */
export const partEvent = (family: Family, what: 'added' | 'done'): string =>
  family.place === 'command'
    ? `response.shell_call_command.${what}`
    : `response.${family.place === 'summary' ? 'reasoning_summary_part' : 'content_part'}.${what}`

/** The repair code for an event that nobody sent. */
export function missing(type: string): string {
  return `lifecycle/missing-${type.replace('response.', '').replaceAll(/[._]/g, '-')}`
}

/** The type of a part under its standard name; the item's type decides what a nameless text is. */
export function partTypeOf(part: JsonObject, item: ItemState | undefined, place: Family['place']): string {
  const type = asText(part['type'])
  const known = PART_ALIASES[type] ?? type
  if (familyOfPart(known)) return place === 'summary' ? 'summary_text' : known
  if (place === 'summary') return 'summary_text'
  return item?.type === 'reasoning' ? 'reasoning_text' : typeof part['refusal'] === 'string' ? 'refusal' : 'output_text'
}

/** The parts that an item says it has; text without a part around it is one. */
export function partsSaid(said: unknown): JsonObject[] {
  const entries = Array.isArray(said) ? said : [said]
  return entries.map((entry) => (typeof entry === 'string' && entry !== '' ? { text: entry } : entry)).filter(isObject)
}

/** The text that a part or item field carries; objects are the JSON that they stand for. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return value === undefined || value === null ? '' : JSON.stringify(value)
}
