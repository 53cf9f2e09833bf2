import { asObject, type JsonObject } from '../json.js'
import type { Assembly } from './assembly.js'
import { closeItem } from './close-item.js'
import type { ByteRange, Source } from './emitter.js'
import { addItem, itemTypeOf } from './item-identity.js'
import { holdText, openItem } from './open-item.js'
import { type Address, addressOf } from './router.js'
import { createItemState, type ItemState, NOTHING_CARRIED } from './state.js'

interface NamedItem {
  readonly said: JsonObject
  readonly type: string
  readonly address: Address
}

/** The item that an event carries; one without a type is none. */
function itemIn(assembly: Assembly, event: JsonObject): NamedItem | undefined {
  const said = asObject(event['item'])
  const type = itemTypeOf(said)
  if (type !== undefined)
    return { said, type, address: addressOf({ item_id: said['id'], output_index: event['output_index'] }) }
  assembly.report('fields/missing', `${String(event['type'])} had no item with a type: it was dropped`)
  return undefined
}

/** `output_item.added`: the item opens, empty; a call that a client may run opens with its first body event. */
export function itemAdded(assembly: Assembly, event: JsonObject): void {
  const named = itemIn(assembly, event)
  if (!named) return
  const { said, type, address } = named
  if (isRepeat(assembly, said, type, address)) {
    assembly.report('lifecycle/duplicate-item-added', `a second response.output_item.added of one ${type} was dropped`)
    return
  }
  // A resumed stream goes on with the upstream's indexes: what it has not seen has some already.
  const { key = 0 } = address
  if (assembly.resumed && key > assembly.opened.length && key < 4096) assembly.opened.length = key
  const item = addItem(assembly, type, said, address)
  holdText(item)
  item.announced = true
  item.source = assembly.source
  if (item.row?.clientRun) {
    item.source = lasting(item.source)
    assembly.waiting.push(item)
  } else {
    openItem(assembly, item)
  }
}

/** A source that outlives the decoder's buffer. */
export function lasting(source: Source | undefined): Source | undefined {
  return source?.bytes ? { ...source, bytes: copyOf(source.bytes) } : source
}

function copyOf({ buffer, start, end }: ByteRange): ByteRange {
  return { buffer: buffer.slice(start, end), start: 0, end: end - start }
}

/** Whether an announcement repeats an earlier one: the same id, or no id and nothing that tells it from an open item. */
function isRepeat(assembly: Assembly, said: JsonObject, type: string, address: Address): boolean {
  const { router } = assembly
  if (address.id !== undefined)
    return router.byId(address.id, (item) => item.type === type && item.id === address.id) !== undefined
  const open = router.byKey(address.key, (item) => !item.done && item.type === type)
  if (!open) return false
  return ['call_id', 'name'].every((key) => (said[key] ?? '') === '' || said[key] === open.item[key])
}

/** `output_item.done`: the item closes; one that nothing announced is added whole. */
export function itemDone(assembly: Assembly, event: JsonObject): void {
  const named = itemIn(assembly, event)
  if (!named) return
  const { said, type, address } = named
  const fits = (item: ItemState): boolean => item.type === type
  const called = assembly.router.byCall(said['call_id'])
  const found = assembly.router.find(address, fits) ?? (called?.type === type ? called : undefined)
  if (found?.done) {
    assembly.report(
      'lifecycle/duplicate-item-done',
      `a second response.output_item.done of item ${found.index} was dropped`,
    )
    return
  }
  const item =
    found ?? (assembly.resumed ? resumeItem(assembly, type, said, address) : addWhole(assembly, type, said, address))
  // A message that is done and goes on is cut, if nothing follows; calls are closed so by OpenAI itself.
  item.closedByUpstream = type !== 'message' || said['status'] !== 'in_progress'
  closeItem(assembly, item, { said, own: true })
}

function addWhole(assembly: Assembly, type: string, said: JsonObject, address: Address): ItemState {
  const item = addItem(assembly, type, said, address)
  holdText(item)
  item.carried = NOTHING_CARRIED
  if (item.own) item.own.held = ''
  if (typeof item.item['status'] === 'string' && item.row?.statuses.includes('in_progress'))
    item.item = { ...item.item, status: 'in_progress' }
  return item
}

/** An item of a resumed stream that began before the cut: it is open, under the upstream's id and index. */
export function resumeItem(assembly: Assembly, type: string, said: JsonObject, address: Address): ItemState {
  const item = createItemState(type, address.id ?? assembly.makeId('item'), said, true)
  item.index = address.key ?? assembly.opened.length
  assembly.opened[item.index] = item
  assembly.router.add(item, address)
  return item
}
