import type { JsonObject } from '../json.js'
import type { Assembly } from './assembly.js'
import { start } from './lifecycle.js'
import { openItem } from './open-item.js'
import { addressOf } from './router.js'

/** An event that no schema knows: it passes, numbered, where clients expect news of the protocol; else it is dropped. */
export function unknownEvent(assembly: Assembly, event: JsonObject): void {
  const type = String(event['type'])
  const policy = assembly.options.unknownEvents ?? 'auto'
  const drop = (why: string): void => assembly.report('event/unknown', `${type.slice(0, 64)} ${why}: it was dropped`)
  if (policy === 'drop' || assembly.profile !== 'openai') return drop('is in no schema')
  if (policy === 'auto' && !type.startsWith('response.')) return drop('is a vendor event')
  if (Object.hasOwn(event, 'error')) return drop('carries a top-level error key')
  const named = Object.hasOwn(event, 'item_id') || Object.hasOwn(event, 'output_index')
  if (!named) {
    start(assembly)
    return assembly.emit({ ...event }, assembly.source)
  }
  const address = addressOf(event)
  const item = assembly.router.byId(address.id, () => true) ?? assembly.router.byKey(address.key, () => true)
  if (!item || item.done) return drop('names no open item')
  openItem(assembly, item)
  const fields: JsonObject = {}
  if (Object.hasOwn(event, 'item_id')) fields['item_id'] = item.id
  if (Object.hasOwn(event, 'output_index')) fields['output_index'] = item.index
  assembly.emit({ ...event, ...fields }, assembly.source)
}
