/** One line of pretty-printed JSON, and what became of it. */
export interface DiffLine {
  readonly mark: 'same' | 'added' | 'removed' | 'changed'
  readonly depth: number
  readonly text: string
}

/** Values deeper than this are shown on one line. */
const DEEPEST = 6

/** Two values as one pretty-printed text: what is in both, what was added, what was removed. */
export function diffJson(before: unknown, after: unknown): DiffLine[] {
  return both('', before, after, 0, '')
}

/** A value as lines, all with one mark. */
export function printJson(value: unknown, mark: DiffLine['mark'] = 'same'): DiffLine[] {
  return one('', value, 0, '', mark)
}

type Entries = readonly (readonly [key: string, value: unknown])[]

function both(label: string, before: unknown, after: unknown, depth: number, comma: string): DiffLine[] {
  const kind = shape(after)
  if (kind === undefined || kind !== shape(before) || depth >= DEEPEST) {
    if (JSON.stringify(before) === JSON.stringify(after)) return one(label, after, depth, comma, 'same')
    return [...one(label, before, depth, comma, 'removed'), ...one(label, after, depth, comma, 'changed')]
  }
  const [old, now] = [new Map(entries(before)), entries(after)]
  if (now.length === 0 && old.size === 0) return one(label, after, depth, comma, 'same')
  const gone = [...old].filter(([key]) => !now.some(([name]) => name === key))
  const lines = now.flatMap(([key, value], index) => {
    const end = index === now.length - 1 ? '' : ','
    const name = kind === 'array' ? '' : `${JSON.stringify(key)}: `
    return old.has(key) ? both(name, old.get(key), value, depth + 1, end) : one(name, value, depth + 1, end, 'added')
  })
  const removed = gone.flatMap(([key, value]) =>
    one(kind === 'array' ? '' : `${JSON.stringify(key)}: `, value, depth + 1, '', 'removed'),
  )
  const [open, close] = kind === 'array' ? '[]' : '{}'
  return [
    { mark: 'same', depth, text: `${label}${open}` },
    ...lines,
    ...removed,
    { mark: 'same', depth, text: `${close}${comma}` },
  ]
}

function one(label: string, value: unknown, depth: number, comma: string, mark: DiffLine['mark']): DiffLine[] {
  const kind = shape(value)
  const list: Entries = kind === undefined ? [] : entries(value)
  if (kind === undefined || list.length === 0 || depth >= DEEPEST)
    return [{ mark, depth, text: `${label}${JSON.stringify(value) ?? 'undefined'}${comma}` }]
  const [open, close] = kind === 'array' ? '[]' : '{}'
  const lines = list.flatMap(([key, entry], index) =>
    one(
      kind === 'array' ? '' : `${JSON.stringify(key)}: `,
      entry,
      depth + 1,
      index === list.length - 1 ? '' : ',',
      mark,
    ),
  )
  return [{ mark, depth, text: `${label}${open}` }, ...lines, { mark, depth, text: `${close}${comma}` }]
}

function shape(value: unknown): 'array' | 'object' | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return Array.isArray(value) ? 'array' : 'object'
}

function entries(value: unknown): Entries {
  return Object.entries(value as object)
}
