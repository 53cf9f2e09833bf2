import { asList, asObject, isObject, type JsonObject, sameJson } from '../json.js'
import type { EventRow } from '../protocol/events.js'
import { type Family, familyOfPart } from '../protocol/families.js'
import type { CheckEvent } from './event.js'
import { missingDone, textOf } from './item-done.js'
import { PLACES, type Place } from './places.js'
import type { Reporter } from './report.js'
import { indexIn } from './route.js'
import type { RuleCode } from './rules.js'
import { type Item, type Memory, type Part, type Parts, TextTrack } from './track.js'

/** The parts and texts of an item: each added empty, streamed, repeated by its done. */
export class PartsReader {
  readonly #report: Reporter
  readonly #memory: Memory

  constructor(report: Reporter, memory: Memory) {
    this.#report = report
    this.#memory = memory
  }

  feed(event: CheckEvent, item: Item): void {
    const { row, data, family } = event
    const place = PLACES[row!.scope]
    if (!place) {
      if (family) this.#text(item.body, data, row!, family)
      return
    }
    const parts = item[place.of]
    if (row!.role === 'part.added') {
      this.#added(data, item, parts, place)
      return
    }
    const part = this.#find(event, item, parts, place)
    if (row!.role === 'part.done') this.#done(part, data, item)
    else if (part.done) {
      this.#report.add('lifecycle/after-part-done', `expected nothing for part ${part.index} after its done`)
    } else if (family?.part && part.type !== undefined && part.type !== family.part) {
      this.#report.add('parts/wrong-event', `expected an event for \`${part.type}\`, found \`${event.sent}\``)
    } else if (family) this.#text(part.text, data, row!, family)
    else if (row!.role === 'annotation') this.#annotation(part, data)
  }

  #added(data: JsonObject, item: Item, parts: Parts, place: Place): void {
    const index = indexIn(data, place.key)
    const found = index === undefined ? undefined : parts.list.get(index)
    if (found?.implied) {
      found.implied = false
      return
    }
    if (found) {
      this.#report.add('lifecycle/duplicate-part-added', `expected part ${index} to be added once`)
      return
    }
    const expected = parts.next
    if (index !== undefined && index !== expected && !(item.unseen && parts.list.size === 0)) {
      this.#report.add(place.index, `expected ${expected}, found ${index}`, place.key)
    }
    const object = asObject(data['part'])
    const type = place.of === 'command' ? undefined : this.#fitting(object['type'], item)
    parts.add(this.#part(index ?? expected, type, false, true))
    const text = place.of === 'command' ? data['command'] : textOf(object)
    const annotations = object['annotations']
    if ((typeof text === 'string' && text !== '') || (Array.isArray(annotations) && annotations.length > 0)) {
      this.#report.add(
        'parts/not-empty',
        'expected a part that is only added to be empty',
        place.of === 'command' ? 'command' : 'part',
      )
    }
  }

  /** The type of a part, if it may stand in its item. */
  #fitting(type: unknown, item: Item): string | undefined {
    if (typeof type !== 'string') return undefined
    const family = familyOfPart(type)
    if (!family || item.type === undefined || family.item === item.type) return type
    this.#report.add('parts/wrong-type', `expected a part of \`${item.type}\`, found \`${type}\``, 'part.type')
    return undefined
  }

  #part(index: number, type: string | undefined, implied: boolean, known: boolean): Part {
    const text = new TextTrack(this.#memory.losses, known)
    return { index, type, implied, done: false, text, annotations: new Map(), nextAnnotation: 0 }
  }

  /** The part that an event names; one that nobody added is reported and inferred. */
  #find({ data, family, row }: CheckEvent, item: Item, parts: Parts, place: Place): Part {
    const index = indexIn(data, place.key)
    const known = index === undefined ? parts.last() : parts.list.get(index)
    if (known) return known
    const last = parts.last()
    const open = last?.text.done && row?.role !== 'part.done' ? undefined : last
    if (index !== undefined && open && (family?.part === undefined || open.type === family.part)) {
      this.#report.add(place.index, `expected ${open.index}, the index of the open part, found ${index}`, place.key)
      return open
    }
    if (!item.unseen) {
      const message = `expected part ${index ?? parts.next} to be added before an event for it`
      this.#report.add(place.missingAdded, message)
    }
    const type = family?.part ?? (isObject(data['part']) ? this.#fitting(data['part']['type'], item) : undefined)
    return parts.add(this.#part(index ?? parts.next, type, true, !item.unseen))
  }

  #text(text: TextTrack, data: JsonObject, row: EventRow, family: Family): void {
    if (text.done) {
      this.#report.add('lifecycle/after-text-done', `expected neither delta nor done after \`${family.done}\``)
    } else if (row.role === 'delta') text.delta(data['delta'])
    else {
      text.streamed = true
      text.done = true
      this.#compare('text/done-mismatch', text, data[family.field], family.field)
    }
  }

  #compare(code: RuleCode, text: TextTrack, value: unknown, path: string): void {
    const expected = text.compare(value)
    if (expected === undefined) return
    const [end, found] = [expected, String(value)].map((side) => JSON.stringify(side.slice(-40)))
    this.#report.add(code, `expected ${expected.length} characters, ending in ${end}, found ${found}`, path)
  }

  #annotation(part: Part, data: JsonObject): void {
    const expected = part.nextAnnotation
    const index = indexIn(data, 'annotation_index') ?? expected
    part.nextAnnotation = index + 1
    if (index === expected || (part.implied && expected === 0)) part.annotations.set(index, data['annotation'])
    else {
      this.#report.add('index/annotation-index', `expected ${expected}, found ${index}`, 'annotation_index')
      part.annotations.clear()
    }
  }

  #done(part: Part, data: JsonObject, item: Item): void {
    if (part.done) {
      this.#report.add('lifecycle/after-part-done', `expected part ${part.index} to be done once`)
      return
    }
    part.done = true
    const object = asObject(data['part'])
    const type = typeof object['type'] === 'string' ? object['type'] : undefined
    const family = familyOfPart(part.type ?? type ?? '')
    if (family && !part.text.done && !item.unseen) {
      this.#report.add(missingDone(family), `expected \`${family.done}\` before the part is done`)
    }
    if (part.type !== undefined && type !== undefined && type !== part.type) {
      this.#report.add('parts/type-changed', `expected \`${part.type}\`, found \`${type}\``, 'part.type')
      return
    }
    this.#compare('text/part-mismatch', part.text, textOf(object), 'part')
    const annotations = asList(object['annotations'])
    if ([...part.annotations].some(([index, announced]) => !sameJson(announced, annotations[index]))) {
      const message = `expected the ${part.annotations.size} annotations that were announced, in order`
      this.#report.add('parts/annotations', message, 'part.annotations')
    }
  }
}
