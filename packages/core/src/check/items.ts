import { asObject, isObject, type JsonObject } from '../json.js'
import type { EventRow } from '../protocol/events.js'
import { ITEMS } from '../protocol/items.js'
import { itemSchema } from '../protocol/schema/index.js'
import type { CheckEvent, Reader } from './event.js'
import { closeItem } from './item-done.js'
import { fullFields } from './item-empty.js'
import type { CheckSettings } from './options.js'
import { PartsReader } from './parts.js'
import { quoted } from './quoted.js'
import type { Reporter } from './report.js'
import { indexIn, Router, stringIn } from './route.js'
import type { Item, Memory } from './track.js'

/** Items: each is added empty, keeps its identity, and is done once. */
export class ItemsReader implements Reader {
  readonly #report: Reporter
  readonly #settings: CheckSettings
  readonly #memory: Memory
  readonly #router: Router
  readonly #parts: PartsReader
  readonly #callIds: Set<string> = new Set()

  constructor(report: Reporter, settings: CheckSettings, memory: Memory) {
    this.#report = report
    this.#settings = settings
    this.#memory = memory
    this.#router = new Router(report, memory)
    this.#parts = new PartsReader(report, memory)
  }

  feed(event: CheckEvent): void {
    const { row, data } = event
    if (!row || row.scope === 'response') return
    if (row.role === 'item.added') this.#added(data)
    else if (row.role === 'item.done') this.#done(data, row)
    else return this.#body(event, row)
    this.#callStatus(asObject(data['item']))
  }

  /** The schema lets a call leave it out, but Rig and the AI SDK read none without. */
  #callStatus({ type, status }: JsonObject): void {
    if (type === 'function_call' && status === undefined && this.#settings.profile === 'openai')
      this.#report.add('items/status', 'expected a status, found none', 'item.status')
  }

  #added(data: JsonObject): void {
    const object = asObject(data['item'])
    const id = stringIn(object, 'id')
    const type = stringIn(object, 'type')
    const index = indexIn(data, 'output_index')
    const found = index === undefined ? undefined : this.#memory.items.get(index)
    if (found?.implied && (found.id === undefined || found.id === id)) {
      found.implied = false
      found.type ??= type
      found.id ??= id
      this.#identity(found, object)
      return
    }
    if (found && found.id === id && id !== undefined) {
      this.#report.add('lifecycle/duplicate-item-added', `expected one \`output_item.added\` for item ${index}`)
      return
    }
    const item = this.#memory.add(this.#place(index), { id, type, implied: false, unseen: false })
    this.#identity(item, object)
    if (id !== undefined && this.#memory.byId.get(id) !== item) {
      this.#report.add('ids/item-id-duplicate', `expected an id of its own, found ${quoted(id)} again`, 'item.id')
    }
    for (const path of fullFields(object)) {
      this.#report.add(
        'items/not-empty',
        `expected nothing in \`${path}\` of an item that is only added`,
        `item.${path}`,
      )
    }
  }

  /** The index at which an added item is kept. */
  #place(index: number | undefined): number {
    const { next, resumed, items } = this.#memory
    if (index === undefined || index === next) return next
    if (resumed && items.size === 0) return index
    this.#report.add('index/output-index', `expected ${next}, found ${index}`, 'output_index')
    return items.has(index) ? next : index
  }

  /** Reads what tells an item from others, once it is announced. */
  #identity(item: Item, object: JsonObject): void {
    const { type } = item
    const { profile } = this.#settings
    const row = type !== undefined && Object.hasOwn(ITEMS, type) ? ITEMS[type] : undefined
    if (item.id === undefined) this.#report.add('ids/item-id-empty', 'expected an id, found none', 'item.id')
    item.name = stringIn(object, 'name')
    item.callId = stringIn(object, 'call_id')
    if (type !== undefined && profile !== 'openai' && !itemSchema(type, profile)) {
      this.#report.add('items/unknown-type', `expected an item of the schema, found ${quoted(type)}`, 'item.type')
    }
    if (!row?.callId) return
    if (item.callId === undefined) {
      this.#report.add('ids/call-id-empty', 'expected a `call_id`, found none', 'item.call_id')
      return
    }
    const key = `${type} ${item.callId}`
    if (this.#callIds.has(key)) {
      const message = `expected a \`call_id\` of its own, found ${quoted(item.callId)} again`
      this.#report.add('ids/call-id-duplicate', message, 'item.call_id')
    }
    this.#callIds.add(key)
  }

  #done(data: JsonObject, row: EventRow): void {
    const object = isObject(data['item']) ? data['item'] : undefined
    const item = this.#router.find(data, object && stringIn(object, 'id'), row)
    if (this.#isLate(item)) return
    if (object) closeItem(item, object, this.#report)
    item.done = object ?? {}
    item.faulty ||= object === undefined
  }

  #body(event: CheckEvent, row: EventRow): void {
    const item = this.#router.find(event.data, stringIn(event.data, 'item_id'), row)
    if (event.data['item_id'] === '') {
      this.#report.add('ids/item-id-empty', `expected \`${item.id ?? 'an id'}\`, found none`, 'item_id')
    }
    if (this.#isLate(item)) return
    if (row.items && item.type !== undefined && !row.items.includes(item.type)) {
      const expected = row.items.map((type) => `\`${type}\``).join(' or ')
      this.#report.add('items/wrong-event', `expected an item ${expected}, found \`${item.type}\``)
      return
    }
    const { name } = event.data
    if (event.type === 'response.function_call_arguments.done' && item.name !== undefined && name !== item.name) {
      this.#nameChanged(item.name, name)
    }
    this.#parts.feed(event, item)
  }

  /** Open Responses has no name there, and one that is missing is a missing field. */
  #nameChanged(expected: string, name: unknown): void {
    if (typeof name === 'string') {
      this.#report.add('items/name-changed', `expected \`${expected}\`, found ${quoted(name)}`, 'name')
    }
  }

  #isLate(item: Item): boolean {
    if (!item.done) return false
    this.#report.add('lifecycle/after-item-done', `expected nothing for item ${item.index} after its done`)
    return true
  }
}
