import { TEXT } from './canonical.js'
import { type Fault, text } from './fault.js'
import { edit, editItems, editResponse, T, without } from './mutate.js'
import type { Event } from './sse.js'

const parts = [T.partAdded, T.textDelta, T.textDone, T.partDone]
const renumber = (number: (i: number) => unknown): Event[] =>
  TEXT.map((event, i) => ({ ...event, sequence_number: number(i) }))

const itemId = (id: string) => (): object => ({ item_id: id })
const rename = (id: string) => (item: object) => ({ ...item, id })

/** Wrong or missing numbers, indexes and ids. */
export const NUMBERING: readonly Fault[] = [
  text('seq_missing', without(TEXT, 'sequence_number')),
  text(
    'seq_from_1',
    renumber((i) => i + 1),
  ),
  text(
    'seq_all_zero',
    renumber(() => 0),
  ),
  text('seq_string', renumber(String)),
  text(
    'seq_gap',
    renumber((i) => i * 3),
  ),
  text(
    'wrong_output_index_on_deltas',
    edit(TEXT, [T.textDelta], () => ({ output_index: 1 })),
  ),
  text(
    'output_index_all_1',
    edit(TEXT, [T.itemAdded, T.itemDone, ...parts], () => ({ output_index: 1 })),
  ),
  text('no_output_index', without(TEXT, 'output_index')),
  text(
    'wrong_content_index',
    edit(TEXT, [T.textDelta], () => ({ content_index: 1 })),
    {
      recorded: 'vllm-ellm-gptoss20b-responses-followup-function-call-output-stream',
    },
  ),
  text('no_content_index', without(TEXT, 'content_index')),
  text('no_item_id', without(TEXT, 'item_id')),
  text('item_id_mismatch', edit(TEXT, [T.textDelta], itemId('msg_other'))),
  text('item_id_rotates_done', [
    ...TEXT.filter(({ type }) => type !== T.itemDone && type !== T.completed),
    ...editItems(
      TEXT.filter(({ type }) => type === T.itemDone),
      rename('msg_rotated'),
    ),
    ...TEXT.filter(({ type }) => type === T.completed),
  ]),
  text('response_id_changes', editResponse(TEXT, [T.completed], rename('resp_other')), {
    recorded: 'github-copilot-vercel-github-copilot-id-rotation',
  }),
]
