import { asList, asObject, filled, isObject, type JsonObject, merge } from '../json.js'
import { FAMILIES, type Family, familyOfPart, shellCommand } from '../protocol/families.js'
import { completeItem } from '../protocol/shape/items.js'
import { completeLogprobs } from '../protocol/shape/logprobs.js'
import type { Assembly } from './assembly.js'
import { callIdOf } from './item-identity.js'
import { writeText } from './item-text.js'
import { openItem } from './open-item.js'
import { missing, partsSaid, partTypeOf, textOf } from './part-names.js'
import { closePart, openPart } from './parts.js'
import { removeFrom } from './router.js'
import type { ItemState, PartState } from './state.js'
import { sendDone, settle, wholeText } from './text-events.js'

const familiesByPart = (type: string): Family => familyOfPart(type) ?? (FAMILIES[0] as Family)

/** How an item closes: with what the upstream said, and the status for one that it did not close itself. */
export interface Closing {
  /** The item as the upstream had it when it was done. */
  readonly said?: JsonObject | undefined
  /** Whether the frame being taken is that `output_item.done`. */
  readonly own?: boolean
  /** Whether the item was cut. */
  readonly cut?: boolean
}

/** Closes an item: its parts, its own text, then `output_item.done` with all that was sent. */
export function closeItem(assembly: Assembly, item: ItemState, closing: Closing): void {
  if (item.done) return
  const said = closing.said ?? {}
  if (item.index < 0) absorb(assembly, item, said)
  openItem(assembly, item)
  if (item.resumed) closeSeen(assembly, item)
  else {
    closeParts(assembly, item, 'content', said['content'])
    closeParts(assembly, item, 'summary', said['summary'])
  }
  closeCommands(assembly, item, said)
  closeOwnText(assembly, item, said, closing)
  const done = merge(item.item, said, { type: item.type, id: item.id })
  if (item.item['call_id'] !== undefined) done['call_id'] = item.item['call_id']
  if (filled(item.item['name']) !== undefined) done['name'] = item.item['name']
  if (!item.resumed) writeText(item, done)
  setStatus(item, done, closing)
  item.item = item.row ? complete(assembly, done, item.item) : done
  item.done = true
  removeFrom(assembly.router.open, item)
  if (!closing.own)
    assembly.report(
      missing('response.output_item.done'),
      `item ${item.index} (${item.type}) was never closed: it was closed`,
    )
  const event = closing.own && isObject(assembly.source?.value) ? assembly.source.value : undefined
  assembly.emit(
    merge(event, { type: 'response.output_item.done', output_index: item.index, item: item.item }),
    event && assembly.source,
  )
}

/** Completes the item as it is done; a field that it has in a form beyond mending keeps its announced value. */
function complete(assembly: Assembly, done: JsonObject, announced: JsonObject): JsonObject {
  const { profile, report } = assembly
  const completed = completeItem(done, { profile, report, event: 'done' })
  const lost = Object.keys(announced).filter((key) => Object.hasOwn(done, key) && !Object.hasOwn(completed, key))
  return lost.length === 0
    ? completed
    : { ...completed, ...Object.fromEntries(lost.map((key) => [key, announced[key]])) }
}

/** Takes over what the done says of an item that has not opened yet. */
function absorb(assembly: Assembly, item: ItemState, said: JsonObject): void {
  const lacksCallId = item.row?.callId && filled(item.item['call_id']) === undefined
  for (const [key, value] of Object.entries(said)) {
    if (Object.hasOwn(item.item, key) && item.item[key] !== '' && item.item[key] !== null) continue
    if (key === 'status' || key === 'content' || key === 'summary' || key === item.own?.family.path?.[0]) continue
    item.item = { ...item.item, [key]: value }
  }
  if (!lacksCallId) return
  if (filled(said['id']) !== undefined) item.idMade = false
  item.item = { ...item.item, call_id: callIdOf(assembly, item, { ...item.item, id: said['id'] ?? item.item['id'] }) }
}

/** A resumed stream closes only what it has seen: what came before the cut is not sent again. */
function closeSeen(assembly: Assembly, item: ItemState): void {
  for (const part of [...item.content, ...item.summary, ...item.commands]) closePart(assembly, item, part)
  if (item.own && item.own.text.length === 0) item.own.done = true
}

function closeParts(assembly: Assembly, item: ItemState, place: 'content' | 'summary', said: unknown): void {
  const parts = item[place]
  const entries = item.type === 'message' || item.type === 'reasoning' ? partsSaid(said) : []
  // Parts that the announcement alone named close with the item.
  entries.push(...item.carried[place].slice(Math.max(parts.length, entries.length)))
  const left = new Set(parts)
  for (const entry of entries) {
    const known = partTypeOf(entry, item, place)
    // Whatever a reasoning item calls its text, it is reasoning.
    const type = item.type === 'reasoning' && place === 'content' ? 'reasoning_text' : known
    const family = familiesByPart(type)
    const part = [...left].find((known) => known.family === family) ?? newPart(assembly, item, family, entry)
    if (part) {
      left.delete(part)
      closeSaid(assembly, item, part, entry)
    }
  }
  for (const part of left) closePart(assembly, item, part)
}

function newPart(assembly: Assembly, item: ItemState, family: Family, entry: JsonObject): PartState | undefined {
  if (family.item !== item.type) {
    if (textOf(entry[family.partField ?? 'text']) !== '')
      assembly.report(
        'lifecycle/part-misplaced',
        `a ${family.part} part does not fit an item of type ${item.type}: it was left out`,
      )
    return undefined
  }
  return openPart(assembly, item, family)
}

function closeSaid(assembly: Assembly, item: ItemState, part: PartState, entry: JsonObject): void {
  if (!part.closed) return closePart(assembly, item, part, entry)
  const text = textOf(entry[part.family.partField ?? 'text'])
  if (text !== wholeText(part)) {
    assembly.report(
      text === '' ? 'text/done-empty' : 'text/done-mismatch',
      `output_item.done of item ${item.index} disagrees with the deltas: the deltas stand`,
    )
  }
  // Fields that only the item knows stay, and so do its logprobs; its text and annotations are the part's.
  const logprobs = Array.isArray(entry['logprobs']) ? { logprobs: completeLogprobs(entry['logprobs'], assembly) } : {}
  part.part = merge(entry, part.part, logprobs)
  // Open Responses does not require them: an item without them is strict there.
  if (assembly.profile === 'open-responses' && !Object.hasOwn(entry, 'logprobs')) delete part.part['logprobs']
}

function closeCommands(assembly: Assembly, item: ItemState, said: JsonObject): void {
  if (item.type !== 'shell_call') return
  const action = said['action']
  const commands = asList(asObject(action)['commands'])
  for (const [index, part] of item.commands.entries()) {
    const command = commands[index]
    closePart(assembly, item, part, typeof command === 'string' ? { command } : undefined)
  }
  if (item.commands.length === 0 || item.resumed) return
  for (const command of commands.slice(item.commands.length)) {
    if (typeof command === 'string') closePart(assembly, item, openPart(assembly, item, shellCommand), { command })
  }
}

function closeOwnText(assembly: Assembly, item: ItemState, said: JsonObject, closing: Closing): void {
  const { own } = item
  if (!own) return
  const [field, inner] = own.family.path ?? []
  const holder = inner === undefined ? said : said[field ?? '']
  const value = isObject(holder) ? holder[inner ?? field ?? ''] : undefined
  settle(assembly, item, own, 0, value === undefined || value === null ? undefined : textOf(value))
  const always = item.type === 'function_call' || item.type === 'custom_tool_call'
  if (always || own.streamed) {
    if (closing.cut && !own.streamed && !always) return
    sendDone(assembly, item, own, 0)
  }
}

function setStatus(item: ItemState, done: JsonObject, closing: Closing): void {
  const { row } = item
  if (!row) return
  if (closing.cut) {
    if (row.cut !== undefined) done['status'] = row.cut
    else delete done['status']
    return
  }
  if (row.statuses.length === 0) return
  const said = closing.said?.['status']
  // An item that is done is no longer in progress; OpenAI itself closes cut calls so.
  const going = said === 'in_progress' && row.cut !== 'in_progress' && !(closing.own && item.type === 'function_call')
  if (!going && row.statuses.includes(said as string)) done['status'] = said
  else if (row.statusRequired || Object.hasOwn(done, 'status'))
    done['status'] = row.statuses.includes('completed') ? 'completed' : row.statuses[0]
}
