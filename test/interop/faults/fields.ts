import { TEXT } from './canonical.js'
import { type Fault, text } from './fault.js'
import { edit, editItems, editResponse, itemsWithout, responseWithout, T, without } from './mutate.js'
import { data, write } from './sse.js'

const noUsage = { said: { usage: undefined } }
const MINIMAL = ['id', 'object', 'created_at', 'status', 'model', 'output', 'usage', 'error', 'incomplete_details']
const TINY = ['id', 'status']

const only = (fields: readonly string[]) => (response: object) =>
  Object.fromEntries(Object.entries(response).filter(([key]) => fields.includes(key)))

const tiny = editResponse(
  editResponse(TEXT, [T.created, T.inProgress], only(TINY)),
  [T.completed],
  only([...TINY, 'output']),
)

const usage = (value: unknown) => editResponse(TEXT, [T.completed], (response) => ({ ...response, usage: value }))

const partWithout = (key: string) => (part: unknown) =>
  Object.fromEntries(Object.entries(part as object).filter(([name]) => name !== key))

const withoutAnnotations = editItems(
  edit(TEXT, [T.partAdded, T.partDone], ({ part }) => ({ part: partWithout('annotations')(part) })),
  (item) => {
    const { content } = item as { readonly content: readonly object[] }
    return { ...item, content: content.map(partWithout('annotations')) }
  },
)

/** Required fields that nobody sent, or sent as another type. */
export const FIELDS: readonly Fault[] = [
  text('no_logprobs', without(TEXT, 'logprobs')),
  text('no_annotations', withoutAnnotations),
  text('no_item_status', itemsWithout(TEXT, 'status')),
  text(
    'item_no_content_array',
    edit(TEXT, [T.itemAdded], ({ item }) => ({ item: { ...(item as object), content: undefined } })),
  ),
  text('item_no_id', itemsWithout(TEXT, 'id'), { recorded: 'openai-agw-stream-refusal' }),
  text('item_no_role', itemsWithout(TEXT, 'role')),
  text(
    'part_added_no_part',
    edit(TEXT, [T.partAdded], () => ({ part: undefined })),
  ),
  text('minimal_response_object', editResponse(TEXT, [], only(MINIMAL))),
  text('tiny_response_object', tiny, noUsage),
  text('no_usage', responseWithout(TEXT, 'usage'), noUsage),
  text('usage_null', usage(null), noUsage),
  text('usage_no_details', usage({ input_tokens: 11, output_tokens: 7, total_tokens: 18 })),
  text('usage_chat_style', usage({ prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 })),
  text(
    'created_at_float',
    editResponse(TEXT, [], (response) => ({ ...response, created_at: 1790000000.25 })),
  ),
  text('no_created_at', responseWithout(TEXT, 'created_at')),
  text('no_type_in_data', TEXT.map(({ type, ...rest }) => `event: ${type}\n${data(rest)}`).join('')),
  text(
    'top_level_error_null',
    edit(TEXT, [], () => ({ error: null })),
  ),
  text('unknown_item_type', write(unknownItem())),
]

function unknownItem() {
  const item = { id: 'new_1', type: 'brand_new_item', status: 'completed' }
  const events = TEXT.filter(({ type }) => type !== T.completed)
  const last = TEXT.at(-1)!
  const response = last['response'] as { readonly output: readonly object[] }
  return [
    ...events,
    { type: T.itemAdded, sequence_number: 11, output_index: 1, item },
    { type: T.itemDone, sequence_number: 12, output_index: 1, item },
    { ...last, sequence_number: 13, response: { ...response, output: [...response.output, item] } },
  ]
}
