import type { JsonObject } from '../json.js'
import type { Family, Place } from '../protocol/families.js'
import { familyOfItem } from '../protocol/families.js'
import type { ItemRow } from '../protocol/items.js'
import { ITEMS } from '../protocol/items.js'
import type { Source } from './emitter.js'
import { PartKeys } from './part-keys.js'
import { createTextBuffer, type TextBuffer } from './text.js'

/** Text of one family in one place: a part's text, a call's arguments, a command. */
export interface TextState {
  readonly family: Family
  readonly text: TextBuffer
  /** What has yet to leave: what the announcement carried, compared with the first delta, or the deltas of a call that waits. */
  held: string
  /** Whether a delta has left, be it empty, or is held. */
  streamed: boolean
  /** Whether the family's done event has left. */
  done: boolean
  readonly logprobs: unknown[]
}

/** One content or summary part, or one command of a shell call. */
export interface PartState extends TextState {
  /** `content_index`, `summary_index` or `command_index` as it leaves. */
  readonly index: number
  /** The upstream's own indexes for it. */
  readonly keys: PartKeys
  /** The part as announced, without its text. */
  part: JsonObject
  readonly annotations: unknown[]
  /** Whether its text came before anything announced it. */
  implied: boolean
  /** Whether `*_part.done` has left; then `part` is the part as it left. */
  closed: boolean
  /** Seen for the first time in the middle, in a resumed stream: its beginning is not known. */
  readonly resumed: boolean
}

/** A delta that waits with its item. */
export interface EarlyDelta {
  readonly event: JsonObject
  readonly source: Source | undefined
  readonly delta: string
}

/** The parts that an announced item carried: an item leaves empty, so they wait until they open or it closes. */
export interface Carried {
  readonly content: readonly JsonObject[]
  readonly summary: readonly JsonObject[]
  readonly commands: readonly unknown[]
}

export const NOTHING_CARRIED: Carried = { content: [], summary: [], commands: [] }

/** One output item. */
export interface ItemState {
  readonly type: string
  readonly row: ItemRow | undefined
  id: string
  /** Whether the id is ours: then it is no stand-in for a call_id. */
  idMade: boolean
  /** `output_index` as it leaves; -1 until the item opens. */
  index: number
  /** The item as announced, without its text; as it left once `done`. */
  item: JsonObject
  /** Whether the upstream announced it. */
  announced: boolean
  /** The announcing frame, until the item opens. */
  source: Source | undefined
  /** Blank deltas and comments that came while it waited to open, in order. */
  readonly early: (EarlyDelta | string)[]
  content: PartState[]
  summary: PartState[]
  commands: PartState[]
  /** What the announcement said of parts that have not opened yet. */
  carried: Carried
  /** Text in a field of the item itself. */
  readonly own: TextState | undefined
  done: boolean
  /** Whether the upstream itself closed the item. */
  closedByUpstream: boolean
  readonly resumed: boolean
}

export function createTextState(family: Family): TextState {
  return { family, text: createTextBuffer(), held: '', streamed: false, done: false, logprobs: [] }
}

export function createPartState(family: Family, index: number, part: JsonObject, resumed = false): PartState {
  // Written out: a spread costs more than all the rest of opening a part.
  return {
    family,
    text: createTextBuffer(),
    held: '',
    streamed: false,
    done: false,
    logprobs: [],
    index,
    keys: new PartKeys(),
    part,
    annotations: [],
    implied: false,
    closed: false,
    resumed,
  }
}

export function createItemState(type: string, id: string, item: JsonObject, resumed = false): ItemState {
  const family = familyOfItem(type)
  return {
    type,
    row: Object.hasOwn(ITEMS, type) ? ITEMS[type] : undefined,
    id,
    idMade: false,
    index: -1,
    item,
    announced: false,
    source: undefined,
    early: [],
    content: [],
    summary: [],
    commands: [],
    carried: NOTHING_CARRIED,
    own: family && createTextState(family),
    done: false,
    closedByUpstream: false,
    resumed,
  }
}

/** A list with one more entry. One that is pushed to for the first time gets room for 17: most streams have one item, of one part. */
export function appended<T>(list: T[], entry: T): T[] {
  if (list.length === 0) return [entry]
  list.push(entry)
  return list
}

const LISTS: Readonly<Record<Place, 'content' | 'summary' | 'commands'>> = {
  content: 'content',
  item: 'content',
  summary: 'summary',
  command: 'commands',
}

/** Adds a part behind those of its place. */
export function addPart(item: ItemState, part: PartState): void {
  const list = LISTS[part.family.place]
  item[list] = appended(item[list], part)
}

/** The parts of an item that a family's text lives in. */
export function partsOf(item: ItemState, family: Family): PartState[] {
  return item[LISTS[family.place]]
}
