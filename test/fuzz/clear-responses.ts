import { asList, asObj, isObj, type Obj, str } from '../support/oracle-frames.js'
import { itemTypeOf, kindOfEvent, kindOfPart } from '../support/oracle-vocabulary.js'
import type { ClearReader } from './clear.js'
import { type Item, isPlace, repeats, says, whole } from './clear-item.js'

const TERMINAL = /^response\.(completed|incomplete|failed|done|cancelled)$/
const LIFECYCLE = /^response\.(created|in_progress|queued)$/
const STATE = /^response\.(\w+_call|mcp_list_tools|compaction|shell_call_output(?=_content))(?:_content)?\.\w+$/
const CALL = /^(function|custom_tool)_call$/
const PART = /^response\.(content_part|reasoning_part|reasoning_summary_part)\.(added|done)$/

/** A Responses stream is clear where each item is added once under an id and an index, and each event keeps to them. */
export function clearResponses(): ClearReader {
  const items: Item[] = []
  let over = false
  const named = (event: Obj, id: unknown): Item | undefined => {
    const byId = items.find((item) => item.id === id)
    const byIndex = items.find((item) => item.index === event.output_index)
    if (id !== undefined && event.output_index !== undefined) return byId === byIndex ? byId : undefined
    return id === undefined ? byIndex : byId
  }
  const added = (event: Obj): boolean => {
    const said = asObj(event.item)
    const id = str(said.id)
    const type = str(said.type)
    const index = event.output_index
    if (id === '' || type === '' || typeof index !== 'number') return false
    if (items.some((item) => item.id === id || item.index === index)) return false
    // A call waits for its name, and others may go on meanwhile.
    if (CALL.test(type) && items.some((item) => CALL.test(item.type) && typeof item.name !== 'string')) return false
    if (said.call_id !== undefined && items.some((item) => item.callId === said.call_id)) return false
    items.push({
      id,
      index,
      type,
      callId: said.call_id,
      name: said.name,
      done: false,
      wholes: new Map(),
      parts: new Map(),
      texts: new Map(),
      places: new Map(),
    })
    return whole(said)
  }
  const done = (event: Obj): boolean => {
    const said = asObj(event.item)
    const item = named(event, said.id)
    if (!item || item.done || said.type !== item.type) return false
    item.done = true
    for (const [field, text] of item.wholes) if (said[field] !== undefined && said[field] !== text) return false
    return said.name === item.name && whole(said) && repeats(item, said)
  }
  const text = (event: Obj, type: string): boolean => {
    const row = kindOfEvent(type)
    const part = PART.exec(type)
    // Sound belongs to no item; without a place for it one profile makes text of it.
    if (type.startsWith('response.audio.')) return false
    const item = named(event, event.item_id)
    // `response.web_search_call.searching` of an item that is no web_search_call.
    const state = STATE.exec(type)?.[1]
    if (!row && !part && state !== undefined && item && state !== item.type) return false
    // A part of reasoning, of an item that is none.
    if (part && part[1] !== 'content_part' && item?.type !== 'reasoning') return false
    // Beside a call of its index it belongs to a message of its own, or to nothing.
    if (type === 'response.output_text.annotation.added' && item?.type !== 'message') return false
    // An event that nobody knows opens the call that it names.
    if (!row && !part && item && CALL.test(item.type) && item.texts.size === 0) return false
    if (!row && !part) return type !== '' && (!type.startsWith('response.') || item?.done === false)
    const at = event.content_index ?? event.summary_index ?? event.command_index
    if (!item || item.done || (at !== undefined && typeof at !== 'number')) return false
    if (!row && isObj(event.part)) item.places.set(at ?? 0, kindOfPart(str(event.part.type)))
    if (!row)
      return (
        isObj(event.part) &&
        kindOfPart(str(event.part.type)) !== undefined &&
        partOf(item, event.part, `${at ?? 0}`, part?.[2] === 'done')
      )
    if (itemTypeOf(row.kind) !== item.type || !isPlace(item, at)) return false
    const announced = item.places.get(at ?? 0)
    if (announced !== undefined && announced !== row.kind) return false
    item.places.set(at ?? 0, row.kind)
    const key = `${row.kind} ${at ?? 0}`
    if (item.texts.get(key) === 'done' || (row.phase === 'delta' && item.parts.has(key))) return false
    item.texts.set(key, row.phase === 'done' ? 'done' : 'open')
    if (row.phase === 'done') item.wholes.set(row.field, event[row.field])
    if (row.phase === 'done' && !says(item, row.kind, at, event[row.field])) return false
    return typeof event[row.phase === 'delta' ? 'delta' : row.field] === 'string'
  }
  const partOf = (item: Item, part: Obj, at: string, isDone: boolean): boolean => {
    const key = `part ${str(part.type)} ${at}`
    const state = item.texts.get(key)
    item.texts.set(key, isDone ? 'done' : 'open')
    const said = part.text ?? part.refusal
    if (isDone && !says(item, kindOfPart(str(part.type)), at, said)) return false
    return typeof said === 'string' && (isDone ? state === 'open' : state === undefined)
  }
  const final = (event: Obj, type: string): boolean => {
    over = true
    const { response } = event
    if (!isObj(response) || TYPE_OF[str(response.status)] !== type) return false
    // A reply that names an error and says that it is whole contradicts itself.
    if ((response.error ?? null) !== null && type !== 'response.failed') return false
    if (!Array.isArray(response.output)) return response.output === undefined || response.output === null
    const output = asList(response.output)
    const ids = output.map((item) => items.findIndex((known) => known.id === item.id && known.type === item.type))
    if (output.length !== response.output.length || ids.some((at, i) => at !== i)) return false
    return output.every((item, i) => whole(item) && repeats(items[i], item))
  }
  return (event, type) => {
    if (over) return true
    if (type === 'response.output_item.added') return added(event)
    if (type === 'response.output_item.done') return done(event)
    if (TERMINAL.test(type)) return final(event, type)
    return LIFECYCLE.test(type) || text(event, type)
  }
}

const TYPE_OF: Readonly<Record<string, string>> = {
  completed: 'response.completed',
  incomplete: 'response.incomplete',
  failed: 'response.failed',
}
