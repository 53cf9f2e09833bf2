import { asList, isObject, type JsonObject, merge } from '../json.js'
import type { Family } from '../protocol/families.js'
import { completeAnnotation } from '../protocol/shape/annotations.js'
import { completeLogprobs, completePart } from '../protocol/shape/parts.js'
import type { Assembly } from './assembly.js'
import type { Source } from './emitter.js'
import { openItem } from './open-item.js'
import { address, missing, partEvent, partTypeOf, textOf } from './part-names.js'
import { addPart, createPartState, type ItemState, type PartState, partsOf } from './state.js'
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
  part.implied = announced === undefined
  addPart(item, part)
  const source = announced && assembly.source
  if (!announced)
    assembly.report(
      missing(partEvent(family, 'added')),
      `${family.delta} came for a part that nothing announced: it was opened`,
    )
  if (family.place === 'command') {
    part.held = textOf(carried['command'])
    const added = partFrame(item, part, 'added', source)
    added['command'] = ''
    assembly.emit(added, source)
    return part
  }
  const field = family.partField ?? 'text'
  part.held = textOf(carried[field]) || carriedText(item, family, part.index)
  if (Array.isArray(carried['logprobs']))
    for (const logprob of completeLogprobs(carried['logprobs'], assembly)) part.logprobs.push(logprob)
  part.part = merge(carried, { type: family.part, [field]: '' })
  if (family.part === 'output_text') {
    part.part['annotations'] = []
    if (!mayLack(assembly, source && announced)) part.part['logprobs'] = []
  } else if (Object.hasOwn(carried, 'annotations')) delete part.part['annotations']
  part.part = completePart(part.part, assembly)
  const added = partFrame(item, part, 'added', source)
  added['part'] = part.part
  assembly.emit(added, source)
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

/** The event that opens or closes a part: the upstream's where it sent one. */
function partFrame(item: ItemState, part: PartState, what: 'added' | 'done', source: Source | undefined): JsonObject {
  const said = source?.value
  const event = merge(isObject(said) && typeof said['type'] === 'string' ? said : undefined)
  event['type'] = partEvent(part.family, what)
  return address(event, item, part.family.place, part.index)
}

/** `logprobs` are not required in Open Responses: a part of the upstream's without them is strict there. */
const mayLack = ({ profile }: Assembly, said: JsonObject | undefined): boolean =>
  profile === 'open-responses' && said !== undefined && said['logprobs'] === undefined

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
  // A done of the upstream's own leaves out what it leaves out, whatever its announcement said.
  const whole = merge(own && said ? said : part.part, said, { type: family.part, [field]: wholeText(part) })
  if (family.part === 'output_text') {
    const annotations = asList(said?.['annotations'])
    const announced = asList(part.part['annotations'])
    const longest = annotations.length < announced.length ? announced : annotations
    // Those that were streamed stand, in their order.
    whole['annotations'] = [...part.annotations, ...longest.slice(part.annotations.length)]
    const logprobs = said?.['logprobs']
    if (Array.isArray(logprobs)) whole['logprobs'] = logprobs
    else if (part.logprobs.length > 0 || !mayLack(assembly, own ? said : undefined)) whole['logprobs'] = part.logprobs
  }
  part.part = completePart(whole, assembly)
  if (!own) {
    const type = partEvent(family, 'done')
    assembly.report(missing(type), `${type} of item ${item.index} was missing: it was added`)
  }
  const source = own ? assembly.source : undefined
  const done = partFrame(item, part, 'done', source)
  done['part'] = part.part
  assembly.emit(done, source)
}

/** Sends one annotation of a part. */
export function sendAnnotation(assembly: Assembly, item: ItemState, part: PartState, event: JsonObject): void {
  const annotation = completeAnnotation(event['annotation'], assembly)
  if (annotation === undefined) return
  const index = part.annotations.length
  part.annotations.push(annotation)
  const added = address(merge(event), item, 'content', part.index)
  added['annotation_index'] = index
  added['annotation'] = annotation
  assembly.emit(added, assembly.source)
}
