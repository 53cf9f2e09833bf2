import { num, type Obj, parse, str } from './oracle-frames.js'
import type { Carried, CarriedTool } from './oracle-types.js'
import { isTool, itemTexts, itemTypeOf, type TextKind, typeOfItem } from './oracle-vocabulary.js'

interface Piece {
  readonly kind: TextKind
  readonly index: number
  text: string
  /** What `added` already carried; a repeat if the first delta is a prefix of it. */
  held: string
}

/** One output item as the oracle follows it. */
export interface OracleItem {
  type: string
  name: string
  callId: string
  status: string
  done: boolean
  /** When the first argument byte, or the end, was seen. */
  order: number
  readonly pieces: Piece[]
  readonly companions: Map<string, OracleItem>
}

const ORDER_NEVER = Number.POSITIVE_INFINITY

/** Follows the items of one response: who an event belongs to, and what each item's text is. */
export class OracleItems {
  readonly all: OracleItem[] = []
  disagreements = 0
  extended = 0
  private readonly byId = new Map<string, OracleItem>()
  private readonly byIndex = new Map<number, OracleItem>()
  private clock = 0

  added(item: Obj, index: number | undefined): void {
    const id = str(item.id)
    const known = id === '' ? undefined : this.byId.get(id)
    const target = known && !known.done ? known : this.open(typeOfItem(item))
    this.name(target, item, index)
    for (const [kind, n, text] of numbered(item)) this.whole(target, kind, n, text, true)
  }

  done(item: Obj, index: number | undefined, itemId: string): void {
    const target = this.locate(str(item.id) || itemId, index, typeOfItem(item)) ?? this.open(typeOfItem(item))
    if (target.done) return
    this.name(target, item, index)
    this.absorb(target, item)
    this.finish(target)
    target.status = str(item.status)
  }

  /** The final output: matched by id, then call_id, then as the k-th of its type; the rest is new. */
  final(output: readonly Obj[]): void {
    const taken = new Set<OracleItem>()
    const matches = new Map<Obj, OracleItem>()
    const match = (item: Obj, target: OracleItem | undefined): void => {
      if (target === undefined || taken.has(target) || matches.has(item) || target.type !== typeOfItem(item)) return
      taken.add(target)
      matches.set(item, target)
    }
    for (const item of output) match(item, this.byId.get(str(item.id)))
    for (const item of output) {
      const callId = str(item.call_id)
      if (callId !== '')
        match(
          item,
          this.all.find((one) => one.callId === callId && one.type === typeOfItem(item)),
        )
    }
    const seen = new Map<string, number>()
    for (const item of output) {
      const type = typeOfItem(item)
      const k = seen.get(type) ?? 0
      seen.set(type, k + 1)
      match(item, this.all.filter((one) => one.type === type)[k])
    }
    for (const item of output) {
      const target = matches.get(item) ?? this.open(typeOfItem(item))
      if (target.done) continue
      this.name(target, item, undefined)
      this.absorb(target, item)
      this.finish(target)
    }
  }

  /** The response is complete: a call that was announced is real, even without an argument byte. */
  close(): void {
    for (const item of this.all) this.finish(item)
  }

  /** The item an event belongs to; opens one where none fits. */
  find(event: Obj, kind: TextKind): OracleItem | undefined {
    const type = itemTypeOf(kind)
    const found = this.locate(str(event.item_id), num(event.output_index), type)
    if (found?.done) return undefined
    // An item that was announced without a type is what its text says.
    if (found?.type === '') found.type = type
    if (found?.type === type) return found
    if (found) return this.companion(found, type)
    const item = this.open(type)
    this.register(item, str(event.item_id), num(event.output_index))
    return item
  }

  /** The arguments were stated whole: the tool item is real, even without an argument byte. */
  settle(item: OracleItem, name: string): void {
    item.name = item.name || name
    if (item.order === ORDER_NEVER) item.order = this.clock++
  }

  delta(item: OracleItem, kind: TextKind, index: number, text: string): void {
    if (text === '') return
    const piece = this.piece(item, kind, index)
    if (piece.text === '' && piece.held !== '' && !piece.held.startsWith(text)) {
      piece.text = piece.held
      piece.held = ''
    }
    piece.text += text
    this.touch(item, kind)
  }

  /** A text that was stated whole: held when it came with `added`, else compared with what the deltas said. */
  whole(item: OracleItem, kind: TextKind, index: number, text: string, held: boolean): void {
    const piece = this.piece(item, kind, index)
    if (held) {
      if (piece.text === '' && text !== '') piece.held = text
      return
    }
    this.more(item, piece, text)
  }

  /** Whether a call is open that has no whole arguments: it was cut, whatever marker follows. */
  get brokenCall(): boolean {
    return this.all.some((item) => {
      const said = item.pieces.map(({ text }) => text).join('')
      if (item.done) return false
      return item.type === 'function_call' ? parse(said) === undefined : item.type === 'custom_tool_call' && said === ''
    })
  }

  carried(): Pick<Carried, 'messages' | 'text' | 'thoughts' | 'reasoning' | 'refusal' | 'tools'> {
    for (const item of this.all) for (const piece of item.pieces) this.more(item, piece, '')
    const texts = (kinds: readonly TextKind[]): string[] =>
      this.all
        .map((item) =>
          item.pieces
            .filter((piece) => kinds.includes(piece.kind))
            .map((piece) => piece.text)
            .join(''),
        )
        .filter((text) => text !== '')
    const messages = texts(['text'])
    const thoughts = texts(['reasoning', 'summary'])
    return {
      messages,
      text: messages.join(''),
      thoughts,
      reasoning: thoughts.join(''),
      refusal: texts(['refusal']).join(''),
      tools: this.tools(),
    }
  }

  private tools(): CarriedTool[] {
    return this.all
      .filter((item) => isTool(item.type) && item.order !== ORDER_NEVER)
      .sort((a, b) => a.order - b.order)
      .flatMap((item) =>
        isTool(item.type)
          ? [
              {
                kind: item.type,
                name: item.name,
                callId: item.callId || undefined,
                arguments: item.pieces.map((piece) => piece.text).join(item.type === 'shell_call' ? '\n' : ''),
              },
            ]
          : [],
      )
  }

  private locate(id: string, index: number | undefined, type: string): OracleItem | undefined {
    const byId = id === '' ? undefined : this.byId.get(id)
    if (byId) return byId
    const byIndex = index === undefined ? undefined : this.byIndex.get(index)
    if (byIndex) return byIndex
    const open = this.all.filter((item) => !item.done && item.type === type)
    return open.length === 1 && index === undefined ? open[0] : undefined
  }

  /** Text that does not fit its item is an item of its own. */
  private companion(item: OracleItem, type: string): OracleItem {
    const known = item.companions.get(type)
    if (known) return known
    const made = this.open(type)
    item.companions.set(type, made)
    return made
  }

  private open(type: string): OracleItem {
    const item: OracleItem = {
      type,
      name: '',
      callId: '',
      status: '',
      done: false,
      order: ORDER_NEVER,
      pieces: [],
      companions: new Map(),
    }
    this.all.push(item)
    return item
  }

  private register(item: OracleItem, id: string, index: number | undefined): void {
    if (id !== '') this.byId.set(id, item)
    if (index !== undefined) this.byIndex.set(index, item)
  }

  private name(target: OracleItem, item: Obj, index: number | undefined): void {
    this.register(target, str(item.id), index)
    target.type = target.type || typeOfItem(item)
    target.name = target.name || str(item.name)
    target.callId = target.callId || str(item.call_id)
  }

  private piece(item: OracleItem, kind: TextKind, index: number): Piece {
    const known = item.pieces.find((piece) => piece.kind === kind && piece.index === index)
    if (known) return known
    const piece: Piece = { kind, index, text: '', held: '' }
    item.pieces.push(piece)
    return piece
  }

  /** A whole item's texts: the k-th of a kind belongs to the k-th piece of that kind, whatever its index. */
  private absorb(target: OracleItem, item: Obj): void {
    for (const [kind, n, text] of numbered(item)) {
      const piece = target.pieces.filter((one) => one.kind === kind)[n] ?? this.piece(target, kind, n)
      this.more(target, piece, text)
    }
  }

  private more(item: OracleItem, piece: Piece, text: string): void {
    const held = piece.held
    piece.held = ''
    for (const whole of [held, text]) {
      if (whole === '' || whole === piece.text) continue
      if (!whole.startsWith(piece.text)) {
        this.disagreements += 1
        continue
      }
      if (piece.text !== '') this.extended += 1
      piece.text = whole
      this.touch(item, piece.kind)
    }
  }

  private touch(item: OracleItem, kind: TextKind): void {
    if (isTool(kind) && item.order === ORDER_NEVER) item.order = this.clock++
  }

  private finish(item: OracleItem): void {
    item.done = true
    if (item.order === ORDER_NEVER) item.order = this.clock++
  }
}

function numbered(item: Obj): (readonly [kind: TextKind, n: number, text: string])[] {
  const seen = new Map<TextKind, number>()
  return itemTexts(item).map(([kind, text]) => {
    const n = seen.get(kind) ?? 0
    seen.set(kind, n + 1)
    return [kind, n, text] as const
  })
}
