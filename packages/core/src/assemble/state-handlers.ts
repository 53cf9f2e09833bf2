import { isObject, type JsonObject } from '../json.js'
import type { EventRow, FieldType } from '../protocol/events.js'
import { completeProgress } from '../protocol/shape/progress.js'
import type { Assembly } from './assembly.js'
import { itemFor } from './find-part.js'
import { start } from './lifecycle.js'
import { openItem } from './open-item.js'

const ZERO: Readonly<Record<FieldType, unknown>> = { string: '', integer: 0, array: [], object: {} }

/** Progress of a tool that the server runs: it passes while its item is open. */
export function state(assembly: Assembly, event: JsonObject, row: EventRow): void {
  const item = itemFor(assembly, event, row.items?.[0] ?? '')
  if (!item) return
  openItem(assembly, item)
  const address: JsonObject = { item_id: item.id, output_index: item.index }
  for (const [field, type] of Object.entries(row.fields ?? {}))
    if (!fits(event[field], type)) address[field] = ZERO[type]
  const left = { ...event, ...address }
  for (const [field, type] of Object.entries(row.optional ?? {}))
    if (Object.hasOwn(left, field) && !fits(left[field], type)) delete left[field]
  assembly.emit(completeProgress(left, assembly), assembly.source)
}

const fits = (value: unknown, type: FieldType): boolean =>
  type === 'integer'
    ? Number.isInteger(value)
    : type === 'array'
      ? Array.isArray(value)
      : type === 'object'
        ? isObject(value)
        : typeof value === 'string'

/** Audio belongs to no item; what begins is closed at the end. */
export function audio(assembly: Assembly, event: JsonObject, row: EventRow): void {
  start(assembly)
  const type = String(event['type'])
  const done = type.replace(/delta$/, 'done')
  if (type === done) assembly.audio = assembly.audio.filter((begun) => begun !== done)
  else if (!assembly.audio.includes(done)) assembly.audio = [...assembly.audio, done]
  const zero = row.fields?.['delta'] && typeof event['delta'] !== 'string' ? { delta: '' } : {}
  assembly.emit({ ...event, ...zero }, assembly.source)
}
