import { asIndex, filled, type JsonObject } from '../json.js'
import { appended, type ItemState } from './state.js'

/** The ids and indexes by which the upstream means an item. */
export interface Address {
  readonly id: string | undefined
  readonly key: number | undefined
}

/** Reads the address of an event: `item_id` and `output_index`, where they are of use. */
export function addressOf(event: JsonObject): Address {
  return { id: filled(event['item_id']), key: asIndex(event['output_index']) }
}

/** Knows every item of the response, and under which names the upstream means it. */
export class Router {
  /** In order of announcement. */
  items: ItemState[] = []
  /** Items that are announced and not done. */
  open: ItemState[] = []
  /** By id, which is a string, and by the upstream's index. */
  readonly #named = new Map<string | number, readonly ItemState[]>()
  #byCall: Map<string, ItemState> | undefined

  add(item: ItemState, address: Address): void {
    this.items = appended(this.items, item)
    this.open = appended(this.open, item)
    this.name(item, { id: item.id, key: address.key })
    if (address.id !== undefined) this.name(item, { id: address.id, key: undefined })
  }

  /** Remembers one more name of an item. */
  name(item: ItemState, { id, key }: Address): void {
    if (id !== undefined) this.#remember(id, item, () => true)
    // An index that is used again and again must not gather every item that ever had it.
    if (key !== undefined) this.#remember(key, item, ({ done }) => !done)
  }

  /** Whether an id is an item's own already. */
  taken(id: string): boolean {
    return this.#named.get(id)?.some((item) => item.id === id) ?? false
  }

  byId(id: string | undefined, fits: (item: ItemState) => boolean): ItemState | undefined {
    return id === undefined ? undefined : last(this.#named.get(id), fits)
  }

  byKey(key: number | undefined, fits: (item: ItemState) => boolean): ItemState | undefined {
    return key === undefined ? undefined : last(this.#named.get(key), fits)
  }

  byCall(callId: unknown): ItemState | undefined {
    return typeof callId === 'string' ? this.#byCall?.get(callId) : undefined
  }

  setCall(callId: string, item: ItemState): void {
    this.#byCall ??= new Map()
    this.#byCall.set(callId, item)
  }

  /**
   * The item that an event belongs to: of its known `item_id`, else of its `output_index`, else the open item of a
   * fitting type that opened last (DESIGN section 5, routing). An item that is done is only found by its own id, or by
   * its index when the event names no id: an unknown id beside a used index is a new item.
   */
  find(address: Address, fits: (item: ItemState) => boolean): ItemState | undefined {
    const named = this.byId(address.id, fits)
    if (named) return named
    const openFits = (item: ItemState): boolean => !item.done && fits(item)
    const indexed = this.byKey(address.key, openFits)
    if (indexed) return indexed
    if (address.id === undefined) {
      if (address.key === undefined) return this.open.findLast(fits)
      const done = this.byKey(address.key, fits)
      if (done) return done
    }
    if (address.key !== undefined && this.#named.has(address.key)) return undefined
    const only = onlyOf(this.open, fits)
    // Arguments under an id and an index that both are new belong to a call whose announcement was lost.
    const other = only?.announced && only.row?.clientRun && address.id !== undefined && address.key !== undefined
    return other ? undefined : only
  }

  #remember(name: string | number, item: ItemState, keeps: (known: ItemState) => boolean): void {
    const known = this.#named.get(name)?.filter((other) => other !== item && keeps(other))
    this.#named.set(name, known ? known.concat(item) : [item])
  }
}

/** Takes an item out of a list. */
export function removeFrom(items: ItemState[], item: ItemState): void {
  const at = items.indexOf(item)
  if (at !== -1) items.splice(at, 1)
}

/** The last that is not done, else the last one. A loop, as each delta of the full road asks. */
function last(items: readonly ItemState[] | undefined, fits: (item: ItemState) => boolean): ItemState | undefined {
  let found: ItemState | undefined
  for (const item of items ?? []) if ((!item.done || !found || found.done) && fits(item)) found = item
  return found
}

function onlyOf(items: readonly ItemState[], fits: (item: ItemState) => boolean): ItemState | undefined {
  let found: ItemState | undefined
  for (const item of items) {
    if (!fits(item)) continue
    if (found) return undefined
    found = item
  }
  return found
}
