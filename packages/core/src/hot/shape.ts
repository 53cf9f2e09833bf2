import type { TextState } from '../assemble/state.js'
import type { Dialect } from '../options.js'
import type { Repair } from '../repair.js'
import { type Span, spanOf } from './spans.js'
import { type OutputTemplate, outputOf, type Slot, type Template, templateOf } from './template.js'

/** A kind of delta frame: what comes in, and what leaves for it. */
export interface Shape {
  /** The text that its deltas go to. */
  readonly text: TextState
  readonly input: Template
  /** What leaves; `undefined` where the frame leaves as it came. */
  readonly output: OutputTemplate | undefined
  /** The event type that leaves. */
  readonly type: string
  /** The repairs of each such frame. */
  readonly repairs: readonly Pick<Repair, 'code' | 'message'>[]
  /** Whether the number of the first frame had to change: the road may differ for a frame whose number is right. */
  readonly renumbered: boolean
}

/** One delta frame that has taken the full road. */
export interface Sample {
  readonly type: string
  readonly dialect: Dialect
  readonly frame: Uint8Array
  readonly sent: Uint8Array
  readonly delta: string
  readonly text: TextState
  readonly repairs: readonly Pick<Repair, 'code' | 'message'>[]
  readonly thinkTags: boolean
}

/** Where the text of a delta stands, by dialect; what a dialect remembers of such a frame is told by `passed`. */
const TEXTS: Readonly<Record<Dialect, readonly (readonly (string | number)[])[]>> = {
  responses: [['delta']],
  'chat-completions': ['content', 'reasoning_content', 'reasoning'].map((field) => ['choices', 0, 'delta', field]),
  'anthropic-messages': ['text', 'thinking'].map((field) => ['delta', field]),
  text: [],
}

const latin1: TextDecoder = new TextDecoder('latin1')
const utf8: TextDecoder = new TextDecoder('utf-8', { ignoreBOM: true })
/** An `event:` line or none, one `data:` line, a blank line that no later byte can be part of. */
const PLAIN: RegExp = /^((?:event:[^\r\n]*\r?\n)?data: ?)[^\r\n]*\r?\n\r?\n$/

/** Learns the shape of a frame from what came in and what left for it; `undefined` where the rule is not plain to see. */
export function shapeOf(sample: Sample): Shape | undefined {
  const { frame, sent, text, type, repairs } = sample
  const input = slotsOf(frame, sample, TEXTS[sample.dialect])
  if (!input) return undefined
  const template = templateOf(frame, input)
  if (!template) return undefined
  const renumbered = repairs.some(({ code }) => code === 'sequence/renumbered')
  const numbered = input.some(({ kind }) => kind === 'number')
  // A number that is none (`"5"`, -1) is part of the report.
  if (renumbered && !numbered) return undefined
  if (sameBytes(frame, sent)) {
    // Without a number there is nothing that tells whether the next frame may leave as it came.
    return numbered && repairs.length === 0
      ? { text, type, input: template, output: undefined, repairs, renumbered }
      : undefined
  }
  const slots = slotsOf(sent, sample, TEXTS.responses)
  const output = slots && sameStrings(frame, input, sent, slots) ? templateOf(sent, slots) : undefined
  return output && { text, type, input: template, output: outputOf(output), repairs, renumbered }
}

function slotsOf(
  frame: Uint8Array,
  { delta, thinkTags, dialect }: Sample,
  paths: readonly (readonly (string | number)[])[],
): readonly Slot[] | undefined {
  const at = PLAIN.exec(latin1.decode(frame))?.[1]?.length
  if (at === undefined || (thinkTags && dialect !== 'responses')) return undefined
  const texts = paths.flatMap((path) => stringAt(frame, at, path)).filter(({ start, end }) => end > start)
  const [text] = texts
  if (!text || texts.length > 1 || JSON.parse(`"${utf8.decode(frame.subarray(text.start, text.end))}"`) !== delta)
    return undefined
  const number = spanOf(frame, at, ['sequence_number'])
  const isNumber = number && /^(0|[1-9]\d{0,14})$/.test(latin1.decode(frame.subarray(number.start, number.end)))
  const [other] = stringAt(frame, at, ['obfuscation'])
  return [
    { ...text, kind: 'text' },
    ...(isNumber ? [{ ...number, kind: 'number' } as const] : []),
    ...(other ? [{ ...other, kind: 'other' } as const] : []),
  ]
}

/** The inside of the string at a path, if it is one. */
function stringAt(frame: Uint8Array, at: number, path: readonly (string | number)[]): Span[] {
  const span = spanOf(frame, at, path)
  return span && frame[span.start] === 34 ? [{ start: span.start + 1, end: span.end - 1 }] : []
}

/** Whether what leaves says the strings of what came in, byte for byte. */
function sameStrings(frame: Uint8Array, input: readonly Slot[], sent: Uint8Array, output: readonly Slot[]): boolean {
  return output.every((slot) => {
    if (slot.kind === 'number') return true
    const from = input.find(({ kind }) => kind === slot.kind)
    return from && sameBytes(frame.subarray(from.start, from.end), sent.subarray(slot.start, slot.end))
  })
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}
