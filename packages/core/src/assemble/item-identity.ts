import { asText, filled, type JsonObject, merge } from '../json.js'
import type { Assembly } from './assembly.js'
import type { Address } from './router.js'
import { createItemState, type ItemState } from './state.js'

/** The item type of an object that does not name it, from the fields that only one type has. */
export function itemTypeOf(item: JsonObject): string | undefined {
  const type = asText(item['type'])
  if (type !== '') return type
  if (Array.isArray(item['content']) && 'role' in item) return 'message'
  if ('arguments' in item && 'name' in item) return 'function_call'
  return 'summary' in item ? 'reasoning' : undefined
}

/** Makes the state of an item that is announced, or meant by an event although nothing announced it. */
export function addItem(assembly: Assembly, type: string, said: JsonObject, address: Address): ItemState {
  const { router, report } = assembly
  const item = createItemState(type, '', said, false)
  const own = filled(said['id'])
  item.id = own !== undefined && !router.taken(own) ? own : freshId(assembly, item.row?.prefix ?? 'item')
  item.idMade = own === undefined
  if (own === undefined) report('ids/missing-item-id', `an item of type ${type} had no id: it left as ${item.id}`)
  else if (own !== item.id)
    report('ids/duplicate-item-id', `the id of a second item of type ${type} was taken: it left as ${item.id}`)
  const kept = merge(said, { type, id: item.id })
  // A call without one may still learn its call_id: it is settled when the item opens.
  if (item.row?.callId && filled(said['call_id']) !== undefined) kept['call_id'] = callIdOf(assembly, item, said)
  // A name that is none may still be learnt as well.
  if (item.row?.named && typeof kept['name'] !== 'string') delete kept['name']
  item.item = kept
  router.add(item, address)
  return item
}

/** A made-up id; `generateId` may repeat itself, an item id may not. */
function freshId(assembly: Assembly, prefix: string): string {
  const id = assembly.makeId(prefix)
  let unique = id
  for (let n = 2; assembly.router.taken(unique); n++) unique = `${id}_${n}`
  return unique
}

/** The call_id of an item: the upstream's where it is free, else its id, else a made-up one. */
export function callIdOf(assembly: Assembly, item: ItemState, said: JsonObject): string {
  const own = item.idMade ? undefined : filled(said['id'])
  const { router, report } = assembly
  const callId = filled(said['call_id'])
  // An output item shares the call_id of its call, but not of another output: clients tell items apart by type and call_id.
  const output = item.type.endsWith('_output')
  let chosen = callId ?? own ?? assembly.makeId('call')
  if (callId === undefined)
    report('ids/missing-call-id', `an item of type ${item.type} had no call_id: it left as ${chosen}`)
  const named = (id: string): string => (output ? `${item.type} ${id}` : id)
  for (let n = 2; router.byCall(named(chosen)); n++) chosen = `${callId ?? own ?? 'call'}_${n}`
  if (callId !== undefined && chosen !== callId)
    report('ids/duplicate-call-id', `call_id ${callId} was taken: it left as ${chosen}`)
  router.setCall(named(chosen), item)
  return chosen
}
