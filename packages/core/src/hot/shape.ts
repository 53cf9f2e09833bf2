import type { TextState } from '../assemble/state.js'
import type { Dialect } from '../options.js'
import type { Repair } from '../repair.js'
import { said, slotsOf, type Written, writtenAs } from './slots.js'
import { type InputTemplate, inputOf, type OutputTemplate, outputOf, type Slot, templateOf } from './template.js'

/** A kind of delta frame: what comes in, and what leaves for it. */
export interface Shape {
  /** The text that its deltas go to. */
  readonly text: TextState
  readonly input: InputTemplate
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

/** Learns the shape of a frame from what came in and what left for it; `undefined` where the rule is not plain to see. */
export function shapeOf(sample: Sample): Shape | undefined {
  const { text, type, dialect, delta, repairs } = sample
  if (sample.thinkTags && dialect !== 'responses') return undefined
  // Such are said once, or depend on more than the frame.
  if (repairs.some(({ code }) => code.startsWith('dialect/'))) return undefined
  const frame = writtenAs(sample.frame)
  const spans = slotsOf(frame, dialect, delta)
  const template = spans && templateOf(frame, spans)
  if (!template) return undefined
  const renumbered = repairs.some(({ code }) => code === 'sequence/renumbered')
  const numbered = spans.some(({ kind }) => kind === 'number')
  // A number that is none (`"5"`, -1) is part of the report.
  if (renumbered && !numbered) return undefined
  const sent = writtenAs(sample.sent)
  if (frame.text === sent.text) {
    // Without a number there is nothing that tells whether the next frame may leave as it came.
    return numbered && repairs.length === 0
      ? { text, type, input: inputOf(template), output: undefined, repairs, renumbered }
      : undefined
  }
  const slots = slotsOf(sent, 'responses', delta)
  const output = slots && sameStrings(frame, spans, sent, slots) ? templateOf(sent, slots) : undefined
  return output && { text, type, input: inputOf(template), output: outputOf(output), repairs, renumbered }
}

/** Whether what leaves says the strings of what came in, byte for byte. */
function sameStrings(frame: Written, input: readonly Slot[], sent: Written, output: readonly Slot[]): boolean {
  return output.every((slot) => {
    if (slot.kind === 'number') return true
    const from = input.find(({ kind }) => kind === slot.kind)
    return from && said(frame, from) === said(sent, slot)
  })
}
