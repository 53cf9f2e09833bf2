import { CALL, CALL_DELTAS, functionCall, numbered } from './canonical.js'
import { call, type Fault, text } from './fault.js'
import { drop, edit, editItems, editResponse, itemsWithout, keep, T, without } from './mutate.js'
import { type Event, write } from './sse.js'

const whole = CALL_DELTAS.join('')
const empty = (events: readonly Event[]): Event[] =>
  editResponse(events, [T.completed], (response) => ({ ...response, output: [] }))

const addedItem = (change: object): Event[] =>
  edit(CALL, [T.itemAdded], ({ item }) => ({ item: { ...(item as object), ...change } }))

const PATCH_ITEM = {
  id: 'apc_1',
  type: 'apply_patch_call',
  status: 'completed',
  call_id: 'call_f1',
  operation: { type: 'create_file', path: 'a.txt', diff: '+hi' },
}

function patchCall(): string {
  const where = { item_id: PATCH_ITEM.id, output_index: 0 }
  const stem = 'response.apply_patch_call_operation_diff'
  const events: Event[] = [
    ...CALL.slice(0, 2),
    {
      type: T.itemAdded,
      output_index: 0,
      item: { ...PATCH_ITEM, status: 'in_progress', operation: { ...PATCH_ITEM.operation, diff: '' } },
    },
    { type: `${stem}.delta`, ...where, delta: '+hi' },
    { type: `${stem}.done`, ...where, diff: '+hi' },
    { type: T.itemDone, output_index: 0, item: PATCH_ITEM },
    ...editResponse(CALL.slice(-1), [], (response) => ({ ...response, output: [PATCH_ITEM] })),
  ]
  return write(numbered(events))
}

/** Faulty tool calls. */
export const CALLS: readonly Fault[] = [
  text('apply_patch_diff_event', patchCall(), {
    said: { text: '' },
    recorded: 'openai-vercel-apply-patch-tool',
  }),
  call('fc_no_args_done', drop(CALL, T.argsDone)),
  call('fc_no_item_done', drop(CALL, T.itemDone)),
  call('fc_no_args_done_no_item_done', drop(CALL, T.argsDone, T.itemDone)),
  call('fc_no_item_added', drop(CALL, T.itemAdded)),
  call('fc_no_deltas', drop(CALL, T.argsDelta)),
  call('fc_item_done_only', keep(CALL, T.created, T.inProgress, T.itemDone, T.completed)),
  call('fc_no_completed', drop(CALL, T.completed), { said: { usage: undefined } }),
  call('fc_completed_output_empty', empty(CALL), {
    recorded: 'chatgpt-codex-rig-codex-sessions-usage-accumulates-across-streaming-multi-turn',
  }),
  call('fc_completed_only', keep(CALL, T.created, T.inProgress, T.completed)),
  call(
    'fc_args_done_with_name',
    edit(CALL, [T.argsDone], () => ({ name: 'get_weather' })),
  ),
  call('fc_no_call_id', itemsWithout(CALL, 'call_id'), {
    said: { callIds: undefined },
    recorded: 'hf-responsesjs-run-gemini-tool',
  }),
  call('fc_no_item_id_field', itemsWithout(CALL, 'id')),
  call('fc_no_status', itemsWithout(CALL, 'status')),
  call('fc_added_no_arguments', addedItem({ arguments: undefined })),
  call('fc_added_full_arguments_and_deltas', addedItem({ arguments: whole })),
  call(
    'fc_wrong_output_index',
    edit(CALL, [T.argsDelta], () => ({ output_index: 3 })),
  ),
  call('fc_two_with_one_id', sharedId(), {
    recorded: 'hf-responsesjs-run-no-done',
    said: {
      // One of them gets an id of its own: clients refuse two of the same.
      callIds: undefined,
      calls: [
        { name: 'get_weather', arguments: whole },
        { name: 'get_time', arguments: '{"city":"Rome"}' },
      ],
    },
  }),
]

/** Two calls that a gateway numbers alike: both `call_0`, both at index 0. */
function sharedId(): Event[] {
  const calls = [
    functionCall('get_weather', 'call_0', CALL_DELTAS),
    functionCall('get_time', 'call_0', ['{"city":"Rome"}']),
  ]
  const events = [...CALL.slice(0, 2), ...calls.flatMap((one) => one.events), CALL.at(-1)!]
  const output = calls.map((one) => one.item)
  return without(
    editItems(
      editResponse(events, [T.completed], (response) => ({ ...response, output })),
      (item) => item,
    ),
    'sequence_number',
  )
}
