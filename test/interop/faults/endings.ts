import { closed, message, numbered, TEXT } from './canonical.js'
import { broken, CUT, type Fault, faultsOf, SAFE, text } from './fault.js'
import { T, until } from './mutate.js'
import { DONE, frame, write } from './sse.js'

const SHORT = message(['Hello', ', '])
const incomplete = faultsOf({ outcome: 'incomplete', text: 'Hello, ', calls: [], usage: 18 })

function ending(reason: string): string {
  const item = { ...SHORT.item, status: 'incomplete' }
  const events = [
    ...TEXT.slice(0, 2),
    ...SHORT.events.map((event) => (event.type === T.itemDone ? { ...event, item } : event)),
    {
      type: 'response.incomplete',
      response: closed([item], { status: 'incomplete', completed_at: null, incomplete_details: { reason } }),
    },
  ]
  return write(numbered(events))
}

const half = write(TEXT.slice(0, TEXT.findIndex(({ type }) => type === T.textDelta) + 2))
const cut = { said: { message: CUT } }
const MID_JSON = frame(TEXT.find(({ type }) => type === T.textDone)!).slice(0, 90)

/** Streams that stop early, or that never stop. */
export const ENDINGS: readonly Fault[] = [
  text('DONE_then_hold_open', write(TEXT) + DONE, { ending: 'hold' }),
  text('completed_then_hold_open', TEXT, { ending: 'hold' }),
  incomplete('incomplete_max_tokens', ending('max_output_tokens')),
  incomplete('incomplete_content_filter', ending('content_filter')),
  incomplete('incomplete_unknown_reason', ending('zz')),
  broken('truncated_clean', half, { ...cut, recorded: 'openai-vercel-parallel-tool-call-wrapper' }),
  broken('truncated_destroy', half, { ending: 'destroy', said: { message: SAFE } }),
  broken('truncated_mid_json', half + MID_JSON, cut),
  broken('truncated_before_text', write(until(TEXT, T.textDelta)), { said: { text: '', message: CUT } }),
  broken('empty_stream', '', { said: { text: '', message: CUT } }),
]
