import { asList, isObj, type Obj, str } from '../support/oracle-frames.js'
import { kindOfPart } from '../support/oracle-vocabulary.js'

/** What was said of an item so far. */
export interface Item {
  readonly id: string
  readonly index: number
  readonly type: string
  readonly callId: unknown
  readonly name: unknown
  done: boolean
  /** What was said to be the whole of a text of the item itself, by field. */
  readonly wholes: Map<string, unknown>
  /** What was said to be the whole of a part, by kind and index. */
  readonly parts: Map<string, string>
  /** Texts that are streaming or said, by kind and index. */
  readonly texts: Map<string, 'open' | 'done'>
  /** Indexes of the parts that were announced, or of the first text, and their kinds. */
  readonly places: Map<unknown, string | undefined>
}

/** Whether a text may have an index: one that is announced, or none beside the only part, or 0 where nothing is. */
export function isPlace({ places }: Item, at: unknown): boolean {
  if (places.size === 0) return (at ?? 0) === 0
  return at === undefined ? places.size === 1 && places.has(0) : places.has(at)
}

/** Whether nothing else was said to be the whole of a part before. */
export function says({ parts }: Item, kind: string | undefined, at: unknown, text: unknown): boolean {
  const key = `${kind} ${at ?? 0}`
  const known = parts.get(key)
  parts.set(key, str(text))
  return known === undefined || known === text
}

/** Whether an item has the call_id of its announcement, and says of each part what the part's own end said. */
export function repeats(item: Item | undefined, said: Obj): boolean {
  if (item && said.call_id !== item.callId) return false
  return [said.content, said.summary].every((list) =>
    asList(list).every((part, at) => !item || says(item, kindOfPart(str(part.type)), at, part.text ?? part.refusal)),
  )
}

const TEXTS = ['arguments', 'input', 'code', 'text', 'refusal']

/** Whether the texts of an item are texts, and its parts are of known types. */
export function whole(item: Obj): boolean {
  if (TEXTS.some((name) => name in item && typeof item[name] !== 'string')) return false
  return ['content', 'summary'].every((name) => {
    const parts = item[name]
    if (parts === undefined || parts === null) return true
    return (
      Array.isArray(parts) &&
      parts.every((part) => isObj(part) && kindOfPart(str(part.type)) !== undefined && whole(part))
    )
  })
}
