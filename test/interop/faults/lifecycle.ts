import { TEXT } from './canonical.js'
import { CUT, type Fault, text, WHOLE_TEXT } from './fault.js'
import { after, drop, edit, editResponse, keep, swap, T } from './mutate.js'
import { DONE, type Event, write } from './sse.js'

const noUsage = { said: { usage: undefined } }
const failed = { said: { outcome: 'failed', usage: undefined, message: CUT } } as const
const empty = editResponse(TEXT, [T.completed], (response) => ({ ...response, output: [] }))

/** Events that are missing, doubled or in the wrong order. */
export const LIFECYCLE: readonly Fault[] = [
  text('no_created', drop(TEXT, T.created), { recorded: 'openai-openai-dotnet-canstreambackgroundresponses' }),
  text('no_created_no_in_progress', drop(TEXT, T.created, T.inProgress)),
  text('no_in_progress', drop(TEXT, T.inProgress)),
  text('no_item_added', drop(TEXT, T.itemAdded)),
  text('no_part_added', drop(TEXT, T.partAdded), {
    recorded: 'agentgateway-agw-reasoning-bedrock-responses-streaming',
  }),
  text('no_item_no_part_added', drop(TEXT, T.itemAdded, T.partAdded)),
  text('no_text_done', drop(TEXT, T.textDone)),
  text('no_part_done', drop(TEXT, T.partDone)),
  text('no_item_done', drop(TEXT, T.itemDone)),
  text('no_done_events', drop(TEXT, T.textDone, T.partDone, T.itemDone)),
  text('no_deltas', drop(TEXT, T.textDelta)),
  text('deltas_and_completed_only', keep(TEXT, T.created, T.textDelta, T.completed)),
  text('deltas_only', keep(TEXT, T.textDelta), { ...failed, meant: WHOLE_TEXT }),
  text('no_completed', drop(TEXT, T.completed), noUsage),
  text('no_completed_but_DONE', write(drop(TEXT, T.completed)) + DONE, noUsage),
  text(
    'response_done_instead_of_completed',
    TEXT.map((event) => (event.type === T.completed ? { ...event, type: 'response.done' } : event)),
  ),
  text('completed_output_empty', empty, {
    recorded: 'chatgpt-codex-rig-codex-behaviors-store-false-and-prompt-cache-fields-roundtrip',
  }),
  text(
    'completed_output_missing',
    editResponse(TEXT, [T.completed], (response) => ({ ...response, output: undefined })),
  ),
  text('completed_output_empty_no_item_done', drop(empty, T.itemDone)),
  text(
    'completed_no_response_field',
    edit(TEXT, [T.completed], () => ({ response: undefined })),
    noUsage,
  ),
  text('completed_twice', [...TEXT, { ...TEXT.at(-1)!, sequence_number: TEXT.length }]),
  text('delta_before_item_added', swap(TEXT, T.itemAdded, T.textDelta)),
  text('part_added_before_item_added', swap(TEXT, T.itemAdded, T.partAdded)),
  text(
    'text_done_mismatch',
    edit(TEXT, [T.textDone], () => ({ text: 'Hello, moon!' })),
  ),
  text('unknown_event_type', after(TEXT, T.textDelta, brandNew(0)), {
    recorded: 'vllm-ellm-qwen35a3b-responses-text-stream',
  }),
  text('unknown_event_unregistered_index', after(TEXT, T.textDelta, brandNew(7))),
  text('keepalive_event', after(TEXT, T.textDelta, { type: 'keepalive', sequence_number: 5 })),
  text('keepalive_before_created', [{ type: 'keepalive', sequence_number: 0 }, ...TEXT]),
]

function brandNew(index: number): Event {
  const where = { sequence_number: 5, item_id: index === 0 ? 'msg_0a1' : 'msg_new', output_index: index }
  return { type: 'response.brand_new.delta', ...where, delta: 'x' }
}
