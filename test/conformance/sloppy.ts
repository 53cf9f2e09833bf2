import fc from 'fast-check'
import { type ModelItem, strictEvents } from './fixtures/canonical.js'
import { DONE, type Event } from './fixtures/sse.js'

/** How carelessly a server writes a reply; none of it loses a character. */
export interface Sloppiness {
  readonly without: readonly string[]
  readonly strip: readonly string[]
  readonly rotate: boolean
  readonly emptyOutput: boolean
  readonly onlyDone: boolean
  readonly end: 'terminal' | 'done' | 'both'
  readonly framing: 'named' | 'bare' | 'crlf' | 'tight'
  readonly comments: boolean
}

const SCAFFOLDING = [
  'response.created',
  'response.in_progress',
  'response.content_part.added',
  'response.content_part.done',
  'response.output_text.done',
  'response.refusal.done',
  'response.reasoning_text.done',
  'response.reasoning_summary_text.done',
  'response.reasoning_summary_part.added',
  'response.reasoning_summary_part.done',
  'response.function_call_arguments.done',
]

export const sloppiness: fc.Arbitrary<Sloppiness> = fc.record({
  without: fc.subarray([...SCAFFOLDING, 'response.output_item.added']),
  strip: fc.subarray(['sequence_number', 'content_index', 'summary_index', 'logprobs', 'item_id', 'output_index']),
  rotate: fc.boolean(),
  emptyOutput: fc.boolean(),
  onlyDone: fc.boolean(),
  end: fc.constantFrom('terminal', 'done', 'both'),
  framing: fc.constantFrom('named', 'bare', 'crlf', 'tight'),
  comments: fc.boolean(),
})

const isDelta = (event: Event): boolean => event.type.endsWith('.delta')

function strip(event: Event, how: Sloppiness, i: number): Event {
  // Without an index an id that changes names nobody: no server can be understood that does both.
  const rotates = how.rotate && !how.strip.includes('output_index')
  const { type, ...rest } = event
  const kept = Object.entries(rest).filter(([key]) => !how.strip.includes(key))
  const turned = kept.map(([key, value]): [string, unknown] => {
    if (key === 'item_id' && rotates) return [key, `turn_${i}`]
    if (key === 'item' && rotates) return [key, { ...(value as object), id: `turn_${i}` }]
    if (key === 'response' && how.emptyOutput) return [key, { ...(value as object), output: [] }]
    return [key, value]
  })
  return { type, ...Object.fromEntries(turned) }
}

const FRAMING: { readonly [how in Sloppiness['framing']]: (event: Event) => string } = {
  named: (event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
  bare: (event) => `data: ${JSON.stringify(event)}\n\n`,
  crlf: (event) => `event: ${event.type}\r\ndata: ${JSON.stringify(event)}\r\n\r\n`,
  tight: (event) => `data:${JSON.stringify(event)}\n\n`,
}

/** The same reply as a sloppy server writes it. */
export function writeSloppily(items: readonly ModelItem[], how: Sloppiness): string {
  const events = strictEvents(items)
    .filter((event) => !how.without.includes(event.type))
    .filter((event) => !(how.onlyDone && isDelta(event)))
    .filter((event) => how.end !== 'done' || event.type !== 'response.completed')
    .map((event, i) => FRAMING[how.framing](strip(event, how, i)) + (how.comments ? ': waiting\n\n' : ''))
  return events.join('') + (how.end === 'terminal' ? '' : DONE)
}
