import { isObj, type Obj, parse, str } from './oracle-frames.js'

/** One frame of a well-formed stream with its exact text, without the blank line. */
export interface RawFrame {
  readonly raw: string
  readonly type: string
  readonly json: Obj | undefined
}

/** Cuts a well-formed event stream at its blank lines; the text of each frame stays as it is. */
export function rawFrames(text: string): RawFrame[] {
  return text
    .split('\n\n')
    .filter((raw) => raw.trim() !== '')
    .map((raw) => {
      const data = /^data: ?(.*)$/m.exec(raw)?.[1] ?? ''
      const json = parse(data)
      return isObj(json) ? { raw, type: str(json.type), json } : { raw, type: data, json: undefined }
    })
}

const isPlain = (value: unknown): value is { [key: string]: unknown } => isObj(value)

/** Every difference between two JSON values, by path: `+path` added, `-path` removed, `~path` changed. */
export function differences(before: unknown, after: unknown, path = ''): string[] {
  if (Array.isArray(before) && Array.isArray(after)) {
    const shared = Math.min(before.length, after.length)
    return [
      ...before.slice(0, shared).flatMap((value, i) => differences(value, after[i], `${path}[]`)),
      ...(before.length === after.length ? [] : [`~${path}.length`]),
    ]
  }
  if (isPlain(before) && isPlain(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return keys.flatMap((key) => {
      const at = path === '' ? key : `${path}.${key}`
      if (!(key in before)) return [`+${at}`]
      if (!(key in after)) return [`-${at}`]
      return differences(before[key], after[key], at)
    })
  }
  return Object.is(before, after) ? [] : [`~${path}`]
}

/** Pairs the frames of two streams by type, in order; what has no partner was dropped or added. */
export function pair(
  before: readonly RawFrame[],
  after: readonly RawFrame[],
): { pairs: (readonly [RawFrame, RawFrame])[]; dropped: RawFrame[]; added: RawFrame[] } {
  const pairs: (readonly [RawFrame, RawFrame])[] = []
  const dropped: RawFrame[] = []
  const added: RawFrame[] = []
  let at = 0
  for (const frame of before) {
    const found = after.findIndex((other, i) => i >= at && other.type === frame.type)
    if (found === -1) {
      dropped.push(frame)
      continue
    }
    added.push(...after.slice(at, found))
    pairs.push([frame, after[found]!])
    at = found + 1
  }
  added.push(...after.slice(at))
  return { pairs, dropped, added }
}
