import { asObject, isObject, type JsonObject } from '../json.js'
import type { ItemState } from './state.js'
import { wholeText } from './text-events.js'

/** Puts all the text that was sent into the item. */
export function writeText(item: ItemState, done: JsonObject): void {
  if (item.type === 'message') done['content'] = item.content.map((part) => part.part)
  if (item.type === 'reasoning') {
    done['summary'] = item.summary.map((part) => part.part)
    if (item.content.length > 0 || (done['content'] ?? undefined) !== undefined)
      done['content'] = item.content.map((part) => part.part)
  }
  if (item.commands.length > 0) {
    const action = asObject(done['action'])
    const commands = item.commands.map(wholeText)
    done['action'] = { ...action, commands }
  }
  const action = done['action']
  if (item.carried.commands.length > 0 && isObject(action) && isEmpty(action['commands']))
    done['action'] = { ...action, commands: item.carried.commands }
  const { own } = item
  const [field, inner] = own?.family.path ?? []
  if (!own || field === undefined) return
  if (own.text.length === 0 && own.held === '' && !own.done) return
  const holder = done[field]
  done[field] = inner === undefined ? wholeText(own) : { ...asObject(holder), [inner]: wholeText(own) }
}

const isEmpty = (value: unknown): boolean => !Array.isArray(value) || value.length === 0
