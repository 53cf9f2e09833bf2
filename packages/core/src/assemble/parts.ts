import { isObject, type JsonObject } from '../json.js'
import type { Family } from '../protocol/families.js'
import { completeAnnotation } from '../protocol/shape/annotations.js'
import { completeLogprobs, completePart } from '../protocol/shape/parts.js'
import type { Assembly } from './assembly.js'
import { openItem } from './open-item.js'
import { addressFields, missing, partEvent, partTypeOf, textOf } from './part-names.js'
import { createPartState, type ItemState, type PartState, partsOf } from './state.js'
import { sendDone, settle, wholeText } from './text-events.js'

/** Opens a part: `*_part.added`, always empty. What it carried is held. */
export function openPart(
  assembly: Assembly,
  item: ItemState,
  family: Family,
  announced?: JsonObject,
  key?: number,
): PartState {
  openItem(assembly, item)
  const parts = partsOf(item, family)
  const carried = announced ?? { type: family.part }
  const part: PartState = createPartState(family, parts.length, carried)
  if (key !== undefined) part.keys.add(key)
  parts.push(part)
  const source = announced && assembly.source
  if (!announced)
    assembly.report(
      missing(partEvent(family, 'added')),
      `${family.delta} came for a part that nothing announced: it was opened`,
    )
  if (family.place === 'command') {
    part.held = textOf(carried['command'])
    assembly.emit(
      {
        ...(isEvent(source?.value) ?? { type: partEvent(family, 'added') }),
        type: partEvent(family, 'added'),
        ...addressFields(item, 'command', part.index),
        command: '',
      },
      source,
    )
    return part
  }
  const field = family.partField ?? 'text'
  part.held = textOf(carried[field]) || carriedText(item, family, part.index)
  if (Array.isArray(carried['logprobs']))
    for (const logprob of completeLogprobs(carried['logprobs'], assembly)) part.logprobs.push(logprob)
  part.part = { ...carried, type: family.part, [field]: '' }
  if (family.part === 'output_text') part.part = { ...part.part, annotations: [], logprobs: [] }
  part.part = completePart(part.part, assembly)
  assembly.emit(
    {
      ...(isEvent(source?.value) ?? {}),
      type: partEvent(family, 'added'),
      ...addressFields(item, family.place, part.index),
      part: part.part,
    },
    source,
  )
  // What the announcement carried beyond its text leaves with the done.
  if (Array.isArray(carried['annotations'])) part.part = { ...part.part, annotations: carried['annotations'] }
  return part
}

/** The text that the announced item carried for this part. */
function carriedText(item: ItemState, family: Family, index: number): string {
  const place = family.place === 'summary' ? 'summary' : 'content'
  const entry = item.carried[place][index]
  return entry && partTypeOf(entry, item, place) === family.part ? textOf(entry[family.partField ?? 'text']) : ''
}

const isEvent = (value: unknown): JsonObject | undefined =>
  isObject(value) && typeof value['type'] === 'string' ? value : undefined

/** Sends `*_part.done`; `said` is the part as the upstream had it, `own` whether the current frame is that event. */
export function closePart(assembly: Assembly, item: ItemState, part: PartState, said?: JsonObject, own = false): void {
  if (part.closed) return
  const { family } = part
  const field = family.partField ?? 'text'
  settle(
    assembly,
    item,
    part,
    part.index,
    said && Object.hasOwn(said, field) && said[field] !== null ? textOf(said[field]) : undefined,
  )
  sendDone(assembly, item, part, part.index)
  part.closed = true
  if (family.place === 'command') return
  const whole: JsonObject = { ...part.part, ...said, type: family.part, [field]: wholeText(part) }
  if (family.part === 'output_text') {
    const annotations = Array.isArray(said?.['annotations']) ? said['annotations'] : []
    const announced = Array.isArray(part.part['annotations']) ? part.part['annotations'] : []
    const longest = annotations.length < announced.length ? announced : annotations
    // Those that were streamed stand, in their order.
    whole['annotations'] = [...part.annotations, ...longest.slice(part.annotations.length)]
    const logprobs = said?.['logprobs']
    whole['logprobs'] = Array.isArray(logprobs) ? logprobs : part.logprobs
  }
  part.part = completePart(whole, assembly)
  if (!own) {
    const type = partEvent(family, 'done')
    assembly.report(missing(type), `${type} of item ${item.index} was missing: it was added`)
  }
  assembly.emit(
    {
      ...(own ? isEvent(assembly.source?.value) : undefined),
      type: partEvent(family, 'done'),
      ...addressFields(item, family.place, part.index),
      part: part.part,
    },
    own ? assembly.source : undefined,
  )
}

/** Sends one annotation of a part. */
export function sendAnnotation(assembly: Assembly, item: ItemState, part: PartState, event: JsonObject): void {
  const annotation = completeAnnotation(event['annotation'], assembly)
  if (annotation === undefined) return
  const index = part.annotations.length
  part.annotations.push(annotation)
  assembly.emit(
    {
      ...event,
      type: 'response.output_text.annotation.added',
      ...addressFields(item, 'content', part.index),
      annotation_index: index,
      annotation,
    },
    assembly.source,
  )
}
