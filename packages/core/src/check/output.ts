import { asList, asText, isObject, type JsonObject, sameJson } from '../json.js'
import { familyOfItem } from '../protocol/families.js'
import { textOf } from './item-done.js'
import { valueAt } from './item-empty.js'
import type { Reporter } from './report.js'
import { stringIn } from './route.js'
import type { Item, Memory } from './track.js'

/** Compares the output of the terminal event with the items that were streamed. */
export function checkOutput(output: readonly unknown[], memory: Memory, report: Reporter): void {
  const items = [...memory.items.values()].sort((a, b) => a.index - b.index)
  const rest = new Set(output.keys())
  const byId = positions(output)
  let last = -1
  let sorted = true
  for (const [position, item] of items.entries()) {
    const found = find(item, position, output, byId, memory)
    if (found === undefined || !rest.delete(found)) {
      report.add('output/missing-item', `expected item ${item.index}, \`${item.id}\`, in the output`, 'response.output')
      continue
    }
    if (found < last) sorted = false
    last = found
    compareItem(item, output[found], `response.output.${found}`, report)
  }
  if (!sorted) report.add('output/order', 'expected the items in the order of their `output_index`', 'response.output')
  if (memory.resumed) return
  for (const position of rest) {
    const path = `response.output.${position}`
    report.add('output/extra-item', 'expected only items that were added and done', path)
  }
}

/** Where the ids stand; the same id may stand twice. */
function positions(output: readonly unknown[]): Map<string, number[]> {
  const byId = new Map<string, number[]>()
  for (const [position, object] of output.entries()) {
    const id = isObject(object) ? stringIn(object, 'id') : undefined
    if (id === undefined) continue
    const known = byId.get(id)
    if (known) known.push(position)
    else byId.set(id, [position])
  }
  return byId
}

/** Position of an item in the output: by its id, else where it should stand, if nobody else's id stands there. */
function find(
  item: Item,
  position: number,
  output: readonly unknown[],
  byId: ReadonlyMap<string, number[]>,
  memory: Memory,
): number | undefined {
  for (const id of [item.id, item.done && stringIn(item.done, 'id')]) {
    const found = id === undefined ? undefined : byId.get(id)?.shift()
    if (found !== undefined) return found
  }
  const object = output[position]
  if (!isObject(object)) return undefined
  const id = stringIn(object, 'id')
  return id !== undefined && memory.byId.has(id) ? undefined : position
}

function compareItem(item: Item, object: unknown, path: string, report: Reporter): void {
  const { done } = item
  if (!done || item.faulty || !isObject(object)) return
  const id = stringIn(object, 'id')
  if (id !== item.id && id !== stringIn(done, 'id')) {
    report.add('ids/item-id-changed', `expected \`${item.id}\`, found \`${id ?? 'none'}\``, `${path}.id`)
  }
  if (sameJson(comparable(object), comparable(done))) return
  if (sameJson(textsOf(object), textsOf(done))) {
    report.add('output/item-differs', 'expected the item as it was done, found another', path)
  } else report.add('text/output-mismatch', 'expected the text of the item as it was done, found another', path)
}

/** What must agree: OpenAI encrypts reasoning anew for the final output, and log probabilities may be more or fewer. */
function comparable({ id, encrypted_content, ...rest }: JsonObject): JsonObject {
  const { content } = rest
  if (!Array.isArray(content)) return rest
  return { ...rest, content: content.map((part) => (isObject(part) ? { ...part, logprobs: undefined } : part)) }
}

function textsOf(item: JsonObject): unknown[] {
  const path = familyOfItem(asText(item['type']))?.path
  const parts = [item['content'], item['summary']].flatMap(asList)
  return [...parts.map(textOf), path && valueAt(item, path)]
}
