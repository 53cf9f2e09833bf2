/** One frame as the oracle sees it. `json` is undefined when the data is no JSON. */
export interface OracleFrame {
  readonly event: string | undefined
  readonly data: string
  readonly json: unknown
  /** The frame was an `error:` line, which SSE does not define but llama.cpp sends. */
  readonly errorLine: boolean
}

/** A JSON object, as the oracle reads it. */
export type Obj = { readonly [key: string]: unknown }

export const isObj = (value: unknown): value is Obj =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const asObj = (value: unknown): Obj => (isObj(value) ? value : {})

export const asList = (value: unknown): readonly Obj[] => (Array.isArray(value) ? value.filter(isObj) : [])

export const str = (value: unknown): string => (typeof value === 'string' ? value : '')

export const num = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

export const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const textOf = (input: Uint8Array | string): string =>
  typeof input === 'string' ? input : new TextDecoder().decode(input)

/** What ends a frame, or begins the data of one. */
const BLANK_OR_DATA: RegExp = /^(?:$|data:|error:|\{)/

/** A naive reader of event streams: whole input, line by line, no state shared with the product's decoder. */
export function readFrames(input: Uint8Array | string): OracleFrame[] {
  const frames: OracleFrame[] = []
  let event: string | undefined
  let lines: string[] = []
  const flush = (): void => {
    if (lines.length > 0) {
      const data = lines.join('\n')
      frames.push({ event, data, json: parse(data), errorLine: false })
    }
    event = undefined
    lines = []
  }
  // Servers that forget the blank line still finish one JSON value before the next field line.
  const pendingIsWhole = (): boolean =>
    lines.length > 0 && (isObj(parse(lines.join('\n'))) || lines.join('\n').trim() === '[DONE]')
  const value = (line: string, name: string): string => {
    const rest = line.slice(name.length + 1)
    return rest.startsWith(' ') ? rest.slice(1) : rest
  }
  const all = textOf(input)
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
  /** Whether an `event:` line names what stands before it: no data follows in its frame. */
  const namesWhatCame = (at: number): boolean => {
    const next = all.findIndex((line, i) => i > at && BLANK_OR_DATA.test(line))
    return next === -1 || all[next] === ''
  }
  for (const [at, line] of all.entries()) {
    if (line === '') {
      flush()
    } else if (line.startsWith('event:')) {
      if (pendingIsWhole() && !namesWhatCame(at)) flush()
      event = value(line, 'event')
    } else if (line.startsWith('data:')) {
      if (pendingIsWhole()) flush()
      // A proxy that writes frames of frames says `data:` twice.
      lines.push(value(line.replace(/^data: ?(?=data:)/, ''), 'data'))
    } else if (line.startsWith('error:')) {
      flush()
      const data = value(line, 'error')
      frames.push({ event: 'error', data, json: parse(data), errorLine: true })
    } else if (line.startsWith('{')) {
      if (pendingIsWhole()) flush()
      lines.push(line)
    }
  }
  flush()
  return frames
}

/** Whether a value, or anything in it, says something. */
export const says = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? Object.values(value).some(says)
    : str(value) !== '' || value === true || (num(value) ?? 0) !== 0
