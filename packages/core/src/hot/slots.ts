import type { Dialect } from '../options.js'
import { type Span, spanOf } from './spans.js'
import type { Slot, SlotKind } from './template.js'

type Path = readonly (string | number)[]

/** Where the delta frames of a dialect vary; what a dialect remembers of such a frame is told by `passed`. */
interface Places {
  /** Where the text may stand; where it stands more than once, each says the same. */
  readonly texts: readonly Path[]
  /** Numbers and strings that nothing is made of, once the frame that was learned from has been read. */
  readonly digits?: readonly Path[]
  readonly strings?: readonly Path[]
  /** What must say nothing: it may begin a call, whatever it said before. */
  readonly absent?: readonly Path[]
  /** Whether spaces stand before the last brace: as many as hide the length of the text. */
  readonly padded?: boolean
}

const CHOICE: Path = ['choices', 0]
const DELTA: Path = [...CHOICE, 'delta']
const CALL: Path = [...DELTA, 'tool_calls', 0]
const under = (path: Path, ...fields: readonly string[]): Path[] => fields.map((field) => [...path, field])

const PLACES: Readonly<Record<Dialect, Places>> = {
  responses: { texts: [['delta']] },
  'chat-completions': {
    texts: [
      ...under(DELTA, 'content', 'refusal', 'reasoning_content', 'reasoning', 'reasoning_text'),
      ...under([...DELTA, 'reasoning_details', 0], 'text', 'summary'),
      [...DELTA, 'content', 0, 'text'],
      [...DELTA, 'content', 0, 'thinking', 0, 'text'],
      [...CALL, 'function', 'arguments'],
      ...under(CHOICE, 'text'),
      [...CHOICE, 'message', 'content'],
    ],
    digits: [['created'], [...DELTA, 'token_id']],
    strings: [['p']],
    absent: [
      [...CALL, 'id'],
      [...CALL, 'function', 'name'],
      [...DELTA, 'tool_calls', 1],
    ],
  },
  'anthropic-messages': { texts: under(['delta'], 'text', 'thinking', 'partial_json'), padded: true },
  text: { texts: [] },
}

const latin1: TextDecoder = new TextDecoder('latin1')
const utf8: TextDecoder = new TextDecoder('utf-8', { ignoreBOM: true })
/** An `event:` line or none, one `data:` line, a blank line that no later byte can be part of. */
const PLAIN: RegExp = /^((?:event:[^\r\n]*\r?\n)?data: ?)[^\r\n]*\r?\n\r?\n$/

/** Finds what varies in a frame of a dialect whose text is `delta`; `undefined` where it is not plain to see. */
export function slotsOf(frame: Uint8Array, dialect: Dialect, delta: string): readonly Slot[] | undefined {
  const { texts, digits = [], strings = [], absent = [], padded } = PLACES[dialect]
  const at = PLAIN.exec(latin1.decode(frame))?.[1]?.length
  if (at === undefined || absent.some((path) => says(frame, spanOf(frame, at, path)))) return undefined
  const [text, ...same] = texts
    .flatMap((path) => stringAt(frame, at, path))
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start)
  if (!text || same.some((span) => !sameBytes(bytesOf(frame, span), bytesOf(frame, text)))) return undefined
  if (JSON.parse(`"${utf8.decode(bytesOf(frame, text))}"`) !== delta) return undefined
  const as = (kind: SlotKind, spans: readonly Span[]): Slot[] => spans.map((span) => ({ ...span, kind }))
  return [
    ...as('text', [text]),
    ...as('same', same),
    ...as('number', integerAt(frame, at, ['sequence_number'], /^(0|[1-9]\d{0,14})$/)),
    ...as('other', stringAt(frame, at, ['obfuscation'])),
    ...as(
      'digits',
      digits.flatMap((path) => integerAt(frame, at, path, /^[1-9]\d{0,14}$/)),
    ),
    ...as(
      'string',
      strings.flatMap((path) => stringAt(frame, at, path)),
    ),
    ...as('space', padded ? [paddingOf(frame)] : []),
  ]
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

export const bytesOf = (frame: Uint8Array, { start, end }: Span): Uint8Array => frame.subarray(start, end)

const says = (frame: Uint8Array, span: Span | undefined): boolean =>
  span !== undefined && !/^(null|"")$/.test(latin1.decode(bytesOf(frame, span)))

/** The inside of the string at a path, if it is one. */
function stringAt(frame: Uint8Array, at: number, path: Path): Span[] {
  const span = spanOf(frame, at, path)
  return span && frame[span.start] === 34 ? [{ start: span.start + 1, end: span.end - 1 }] : []
}

function integerAt(frame: Uint8Array, at: number, path: Path, plain: RegExp): Span[] {
  const span = spanOf(frame, at, path)
  return span && plain.test(latin1.decode(bytesOf(frame, span))) ? [span] : []
}

/** The spaces before the last brace. */
function paddingOf(frame: Uint8Array): Span {
  const end = frame.lastIndexOf(125)
  let start = end
  while (frame[start - 1] === 32) start--
  return { start, end }
}
