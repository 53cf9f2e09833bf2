import { asList, isObject, type JsonObject, sameJson } from '../json.js'
import { inProfile } from '../protocol/profiles.js'
import { completeItem } from '../protocol/shape/items.js'
import type { Assembly } from './assembly.js'
import { closeItem } from './close-item.js'
import { addItem, itemTypeOf } from './item-identity.js'
import { holdText } from './open-item.js'
import { type ItemState, NOTHING_CARRIED } from './state.js'

/** The final output, divided into the items that are known and those that only it names. */
export interface MatchedOutput {
  readonly found: Map<ItemState, JsonObject>
  readonly rest: readonly JsonObject[]
}

/** Matches the final output with the items of the stream: by id, then call_id, then the k-th of its type. */
export function matchOutput(assembly: Assembly, output: unknown): MatchedOutput {
  const entries = Array.isArray(output) ? output.filter(isObject) : []
  const found = new Map<ItemState, JsonObject>()
  let left = entries
  const { router } = assembly
  const pass = (match: (entry: JsonObject, type: string | undefined) => ItemState | undefined): void => {
    left = left.filter((entry) => {
      const item = match(entry, itemTypeOf(entry))
      if (!item || found.has(item)) return true
      found.set(item, entry)
      return false
    })
  }
  pass((entry, type) =>
    router.byId(typeof entry['id'] === 'string' ? entry['id'] : undefined, (item) => item.type === type),
  )
  pass((entry, type) => {
    const item = router.byCall(entry['call_id'])
    return item?.type === type ? item : undefined
  })
  const unmatched = new Map<string, ItemState[]>()
  for (const item of router.items) {
    if (found.has(item) || (item.done && item.index < 0)) continue
    unmatched.set(item.type, [...(unmatched.get(item.type) ?? []), item])
  }
  pass((_entry, type) => (type === undefined ? undefined : unmatched.get(type)?.shift()))
  return { found, rest: assembly.resumed ? [] : left }
}

/** Items that only the final output names are added whole, last. */
export function addFinalItems(assembly: Assembly, entries: readonly JsonObject[], cut: boolean): void {
  for (const entry of entries) {
    const type = itemTypeOf(entry)
    if (type === undefined) {
      assembly.report('fields/missing', 'an item of the final output had no type: it was left out')
      continue
    }
    if (!inProfile(type, assembly.profile)) {
      assembly.report('profile/dropped', `an item of type ${type} is not part of ${assembly.profile}: it was left out`)
      continue
    }
    const item = addItem(assembly, type, { ...entry, ...emptied(entry) }, { id: undefined, key: undefined })
    holdText(item)
    item.carried = NOTHING_CARRIED
    if (item.own) item.own.held = ''
    closeItem(assembly, item, { said: entry, cut: cut && entry['status'] === undefined })
  }
}

function emptied(entry: JsonObject): JsonObject {
  const empty: JsonObject = {}
  for (const field of ['content', 'summary']) if (Array.isArray(entry[field])) empty[field] = []
  for (const field of ['arguments', 'input']) if (Object.hasOwn(entry, field)) empty[field] = ''
  if (entry['status'] === 'completed') empty['status'] = 'in_progress'
  return empty
}

/** `response.output` of the terminal event: every item as it left, with what only the upstream's final output says. */
export function finalOutput(assembly: Assembly, said: unknown, matched: ReadonlyMap<ItemState, JsonObject>): unknown[] {
  const entries = asList(said)
  if (assembly.resumed) return mergeResumed(assembly, entries, matched)
  const output = assembly.opened.map((item) => merge(assembly, item, matched.get(item)))
  if (entries.length > 0 && output.length !== entries.length) {
    assembly.report(
      'output/differs',
      `the final output had ${entries.length} items, the stream ${output.length}: the stream's are in it`,
    )
  }
  return output
}

function merge(assembly: Assembly, item: ItemState, entry: JsonObject | undefined): JsonObject {
  if (!entry || sameJson(entry, item.item)) return item.item
  // The logprobs of the final output may be fewer than those of the deltas.
  if (sameJson(withoutLogprobs(entry, assembly), withoutLogprobs(item.item, assembly)))
    return completeItem(entry, { profile: assembly.profile, report: assembly.report, event: 'done' })
  // Readers compare the final output with the items as they were done: what only the output says cannot stay.
  const merged: JsonObject = { ...item.item }
  // The encrypted content differs from event to event; each is valid.
  if (typeof entry['encrypted_content'] === 'string') merged['encrypted_content'] = entry['encrypted_content']
  if (!item.row) return merged
  return completeItem(merged, { profile: assembly.profile, report: assembly.report, event: 'done' })
}

function withoutLogprobs(item: JsonObject, { profile }: Assembly): JsonObject {
  const { content } = item
  if (!Array.isArray(content)) return item
  return {
    ...item,
    content: content.map((part) => {
      if (!isObject(part)) return part
      const { logprobs } = part
      const none = Array.isArray(logprobs) || (logprobs === undefined && profile === 'open-responses')
      return { ...part, logprobs: none ? [] : logprobs }
    }),
  }
}

/** A resumed stream has not seen its beginning: the upstream's entries stand, corrected where an item was seen. */
function mergeResumed(
  assembly: Assembly,
  entries: readonly unknown[],
  matched: ReadonlyMap<ItemState, JsonObject>,
): unknown[] {
  if (entries.length === 0) return assembly.opened.filter((item) => item !== undefined).map((item) => item.item)
  const byEntry = new Map([...matched].map(([item, entry]) => [entry, item] as const))
  return entries.map((entry) => {
    const item = isObject(entry) ? byEntry.get(entry) : undefined
    return item && !item.resumed ? merge(assembly, item, entry as JsonObject) : entry
  })
}
