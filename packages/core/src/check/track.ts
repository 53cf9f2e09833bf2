import type { JsonObject } from '../json.js'

/** Counts the frames that could not be read: what they carried is not known, so texts open then are not compared. */
export interface Losses {
  count: number
}

/** One text, from its deltas to the final output. */
export class TextTrack {
  readonly #losses: Losses
  readonly #lost: number
  #deltas = ''
  #known: boolean
  /** Values that stood here after a mismatch: a value that is repeated is one fault. */
  #others: string[] = []
  /** Whether a delta or done came. */
  streamed = false
  done = false

  constructor(losses: Losses, known: boolean) {
    this.#losses = losses
    this.#lost = losses.count
    this.#known = known
  }

  delta(value: unknown): void {
    this.streamed = true
    if (typeof value === 'string') this.#deltas += value
    else this.#known = false
  }

  /** What should have stood where `value` stands; `undefined` where they agree or nothing is known. */
  compare(value: unknown): string | undefined {
    if (typeof value !== 'string' || !this.#known || this.#lost !== this.#losses.count) return undefined
    if (value === this.#deltas || this.#others.includes(value)) return undefined
    this.#others.push(value)
    return this.#deltas
  }
}

/** A content part, a summary part or a shell command. */
export interface Part {
  readonly index: number
  /** `undefined` where it is not known. */
  readonly type: string | undefined
  /** Whether it was inferred from what came for it. */
  implied: boolean
  done: boolean
  readonly text: TextTrack
  /** Annotations announced, by their index. */
  readonly annotations: Map<number, unknown>
  nextAnnotation: number
}

/** The parts of one place of an item. */
export class Parts {
  readonly list: Map<number, Part> = new Map()
  next = 0

  add(part: Part): Part {
    this.list.set(part.index, part)
    this.next = Math.max(this.next, part.index + 1)
    return part
  }

  /** The last part, while it is open: where an event without a known index belongs. */
  last(): Part | undefined {
    const part = this.list.get(this.next - 1)
    return part?.done ? undefined : part
  }
}

/** An output item. */
export interface Item {
  readonly index: number
  id: string | undefined
  type: string | undefined
  callId: string | undefined
  name: string | undefined
  /** Whether it was inferred from what came for it. */
  implied: boolean
  /** Whether it began before a resumed stream did: what came earlier is not known. */
  readonly unseen: boolean
  /** The text of items that hold it in a field of their own. */
  readonly body: TextTrack
  readonly content: Parts
  readonly summary: Parts
  readonly command: Parts
  /** The item as it was done. */
  done: JsonObject | undefined
  /** Whether its done was at odds with its events: the final output is then not compared with it. */
  faulty: boolean
}

/** What the checker remembers of the stream. */
export class Memory {
  readonly losses: Losses = { count: 0 }
  readonly items: Map<number, Item> = new Map()
  readonly byId: Map<string, Item> = new Map()
  readonly resumed: boolean
  next = 0

  constructor(resumed: boolean) {
    this.resumed = resumed
  }

  add(index: number, facts: Pick<Item, 'id' | 'type' | 'implied' | 'unseen'>): Item {
    const item: Item = {
      ...facts,
      index,
      callId: undefined,
      name: undefined,
      body: new TextTrack(this.losses, !facts.unseen),
      content: new Parts(),
      summary: new Parts(),
      command: new Parts(),
      done: undefined,
      faulty: false,
    }
    this.items.set(index, item)
    if (facts.id && !this.byId.has(facts.id)) this.byId.set(facts.id, item)
    this.next = Math.max(this.next, index + 1)
    return item
  }
}
