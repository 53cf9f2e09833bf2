import type { JsonObject } from '../json.js'
import { asText } from '../json.js'
import type { EventRow } from '../protocol/events.js'
import { quoted } from './quoted.js'
import type { Reporter } from './report.js'
import type { Item, Memory } from './track.js'

/** Finds the item that an event names; one that nobody added is reported and inferred. */
export class Router {
  readonly #report: Reporter
  readonly #memory: Memory

  constructor(report: Reporter, memory: Memory) {
    this.#report = report
    this.#memory = memory
  }

  /** The item of an event; `id` is the id that the event gives it. */
  find(data: JsonObject, id: string | undefined, row: EventRow): Item {
    const index = indexIn(data, 'output_index')
    const byIndex = index === undefined ? undefined : this.#memory.items.get(index)
    const byId = id === undefined ? undefined : this.#memory.byId.get(id)
    if (byIndex === undefined) return byId ? this.#moved(byId, index) : this.#missing(index, id, row)
    if (id === undefined || byIndex.id === id) return byIndex
    if (byIndex.id === undefined) return this.#named(byIndex, id)
    if (byId) return this.#moved(byId, index)
    const path = row.scope === 'output' ? 'item.id' : 'item_id'
    this.#report.add('ids/item-id-changed', `expected \`${byIndex.id}\`, found ${quoted(id)}`, path)
    return byIndex
  }

  #moved(item: Item, index: number | undefined): Item {
    if (index !== undefined) {
      const message = `expected ${item.index}, the index of item \`${item.id}\`, found ${index}`
      this.#report.add('index/output-index', message, 'output_index')
    }
    return item
  }

  #named(item: Item, id: string): Item {
    item.id = id
    this.#memory.byId.set(id, item)
    return item
  }

  #missing(index: number | undefined, id: string | undefined, row: EventRow): Item {
    const { resumed, next, items } = this.#memory
    if (index === undefined && id === undefined) {
      const last = items.get(next - 1)
      if (last) return last
    }
    if (!resumed) {
      const message = `expected \`response.output_item.added\` before an event for item ${index ?? id ?? next}`
      this.#report.add('lifecycle/missing-item-added', message)
    }
    const type = row.items?.length === 1 ? row.items[0] : undefined
    return this.#memory.add(index ?? next, { id, type, implied: true, unseen: resumed })
  }
}

/** An index of an event, where it is one. */
export function indexIn(data: JsonObject, key: string): number | undefined {
  const value = data[key]
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

/** A string of an object that is not empty. */
export function stringIn(data: JsonObject, key: string): string | undefined {
  return asText(data[key]) || undefined
}
