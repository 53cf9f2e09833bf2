import type { Dialect } from '../options.js'
import { readString } from '../sse/json-string.js'
import { type Span, spansOf } from './spans.js'
import type { Slot, SlotKind } from './template.js'

/** Where the delta frames of a dialect vary; what a dialect remembers of such a frame is told by `passed`. */
interface Places {
  /** Where the text may stand; where it stands more than once, each says the same. */
  readonly texts: readonly string[]
  /** Numbers and strings that nothing is made of, once the frame that was learned from has been read. */
  readonly digits?: readonly string[]
  readonly strings?: readonly string[]
  /** What must say nothing: it may begin a call, whatever it said before. */
  readonly absent?: readonly string[]
  /** Whether spaces stand before the last brace: as many as hide the length of the text. */
  readonly padded?: boolean
}

const DELTA = 'choices.0.delta.'
const CALL: string = `${DELTA}tool_calls.0.`
const under = (path: string, ...fields: readonly string[]): string[] => fields.map((field) => path + field)

const PLACES: Readonly<Record<Dialect, Places>> = {
  responses: { texts: ['delta'] },
  'chat-completions': {
    texts: [
      ...under(DELTA, 'content', 'refusal', 'reasoning_content', 'reasoning', 'reasoning_text'),
      ...under(`${DELTA}reasoning_details.0.`, 'text', 'summary'),
      ...under(`${DELTA}content.0.`, 'text', 'thinking.0.text'),
      ...under(CALL, 'function.arguments'),
      ...under('choices.0.', 'text', 'message.content'),
    ],
    digits: ['created', ...under(DELTA, 'token_id')],
    strings: ['p'],
    absent: [...under(CALL, 'id', 'function.name'), ...under(DELTA, 'tool_calls.1')],
  },
  'anthropic-messages': { texts: under('delta.', 'text', 'thinking', 'partial_json'), padded: true },
  text: { texts: [] },
}

const latin1: TextDecoder = new TextDecoder('latin1')
/** An `event:` line or none, one `data:` line, a blank line that no later byte can be part of. */
const PLAIN: RegExp = /^((?:event:[^\r\n]*\r?\n)?data: ?)[^\r\n]*\r?\n\r?\n$/
const COUNT: RegExp = /^[1-9]\d{0,14}$/
const NUMBER: RegExp = /^(0|[1-9]\d{0,14})$/

/** A frame, and its bytes as characters: one each, so that both have the same offsets. */
export interface Written {
  readonly bytes: Uint8Array
  readonly text: string
}

export const writtenAs = (bytes: Uint8Array): Written => ({ bytes, text: latin1.decode(bytes) })

/** What stands at a span, byte for byte. */
export const said = ({ text }: Written, { start, end }: Span): string => text.slice(start, end)

/** Finds what varies in a frame of a dialect whose text is `delta`; `undefined` where it is not plain to see. */
export function slotsOf(frame: Written, dialect: Dialect, delta: string): readonly Slot[] | undefined {
  const at = PLAIN.exec(frame.text)?.[1]?.length
  const spans = at === undefined ? undefined : spansOf(frame.text, at)
  if (!spans) return undefined
  const { texts, digits = [], strings = [], absent = [], padded } = PLACES[dialect]
  const saysNothing = (path: string): boolean => {
    const span = spans.get(path)
    return !span || /^(null|"")$/.test(said(frame, span))
  }
  if (!absent.every(saysNothing)) return undefined
  /** The inside of the strings at these paths. */
  const stringsAt = (paths: readonly string[]): Span[] =>
    paths.flatMap((path) => {
      const span = spans.get(path)
      return span && frame.bytes[span.start] === 34 ? [{ start: span.start + 1, end: span.end - 1 }] : []
    })
  const numbersAt = (paths: readonly string[], plain: RegExp): Span[] =>
    paths.flatMap((path) => {
      const span = spans.get(path)
      return span && plain.test(said(frame, span)) ? [span] : []
    })
  const [text, ...same] = stringsAt(texts)
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start)
  if (!text || same.some((span) => said(frame, span) !== said(frame, text))) return undefined
  if (readString(frame.bytes, text.start, text.end) !== delta) return undefined
  const as = (kind: SlotKind, spans: readonly Span[]): Slot[] => spans.map(({ start, end }) => ({ start, end, kind }))
  return [
    ...as('text', [text]),
    ...as('same', same),
    ...as('number', numbersAt(['sequence_number'], NUMBER)),
    ...as('other', stringsAt(['obfuscation'])),
    ...as('digits', numbersAt(digits, COUNT)),
    ...as('string', stringsAt(strings)),
    ...as('space', padded ? [paddingOf(frame)] : []),
  ]
}

/** The spaces before the last brace. */
function paddingOf({ text }: Written): Span {
  const end = text.lastIndexOf('}')
  let start = end
  while (text[start - 1] === ' ') start--
  return { start, end }
}
