/** What a rule demands, who says so, and which option relaxes it. */
export interface Rule {
  readonly what: string
  readonly sources: readonly string[]
  readonly option?: string
}

/** Who says so: the words of a rule's `sources`. */
export const SOURCES: Readonly<Record<string, string>> = {
  openai: "OpenAI's recorded streams",
  grammar: 'The order of events that OpenAI keeps in every recording',
  schema: 'The published schema of the profile',
  'open-responses': 'The prose of the Open Responses specification',
  sse: 'Server-sent events, WHATWG HTML',
  'openai-node': 'The accumulator of `responses.stream()` in openai 7',
  'openai-python': 'The accumulator of `responses.stream()` in openai-python 3',
  'openai-go': 'The decoder of openai-go 3',
  'agents-sdk': '@openai/agents reads it',
  codex: 'Codex reads it',
  langchain: 'LangChain reads it',
  clients: 'Most of the clients that were run against it fail',
  design: 'A choice of this project, where the sources differ or say nothing',
}

type Row = readonly [what: string, sources: string, option?: string]

const ROWS = {
  'stream/empty': ['A stream has at least one Responses event', 'design'],
  'stream/not-responses': ['The first event that says something is a Responses event', 'design'],
  'report/truncated': ['Only the first issues are listed', 'design'],

  'framing/bom': ['No byte order mark opens the stream', 'openai'],
  'framing/line-ending': ['Lines end with LF alone', 'openai'],
  'framing/invalid-utf8': ['The bytes are valid UTF-8', 'sse'],
  'framing/truncated': ['A blank line ends every frame, the last one too', 'sse'],
  'framing/missing-blank-line': ['A blank line stands between two events', 'sse'],
  'framing/blank-line': ['No blank line stands where there is no frame to end', 'openai'],
  'framing/space': ['One space follows the colon of a field', 'openai'],
  'framing/order': ['The `event:` line comes before the `data:` line', 'openai'],
  'framing/missing-event': ['Every event has an `event:` line', 'open-responses'],
  'framing/duplicate-event': ['An event has one `event:` line', 'openai'],
  'framing/event-mismatch': ['The `event:` line equals `type`', 'open-responses'],
  'framing/missing-data': ['Every event has data', 'clients'],
  'framing/multiline-data': ['An event has one `data:` line', 'openai'],
  'framing/id': ['No `id:` line', 'open-responses'],
  'framing/retry': ['No `retry:` line', 'openai'],
  'framing/unknown-field': ['No line but `event:`, `data:` and comments', 'openai'],
  'framing/invalid-json': ['The data is JSON', 'schema'],
  'framing/not-object': ['The data is a JSON object', 'schema'],

  'event/missing-type': ['Every event has a string `type`', 'schema'],
  'event/alias': ['An event has the name of the protocol, not one that some servers use for it', 'schema'],
  'event/unknown': ['A `response.*` type is in the schema, or names no item or an open one', 'schema', 'unknownEvents'],
  'event/vendor': ['Every type is `error` or begins with `response.`', 'schema', 'unknownEvents'],
  'event/heartbeat': ['Heartbeats are comments', 'clients', 'heartbeat'],

  'sequence/missing': ['Every event has a `sequence_number`', 'schema'],
  'sequence/invalid': ['`sequence_number` is an integer, 0 or more', 'schema'],
  'sequence/start': ['Numbers begin at 0; in a resumed stream at N+1', 'openai', 'resume'],
  'sequence/gap': ['Numbers go up by one', 'openai'],
  'sequence/repeat': ['Numbers go up', 'openai'],

  'lifecycle/missing-created': ['`response.created` comes first', 'openai-node', 'resume'],
  'lifecycle/duplicate-created': ['`response.created` comes once', 'grammar'],
  'lifecycle/queued-order': ['`response.queued` comes at most once, straight after created', 'grammar'],
  'lifecycle/missing-in-progress': ['`response.in_progress` comes before items and the end', 'grammar', 'resume'],
  'lifecycle/duplicate-in-progress': ['`response.in_progress` comes once', 'grammar', 'heartbeat'],
  'lifecycle/missing-item-added': ['`output_item.added` comes before all else of an item', 'openai-node', 'resume'],
  'lifecycle/duplicate-item-added': ['An item is added once', 'openai-node'],
  'lifecycle/missing-item-done': ['Every item is done before the end', 'openai-node, codex'],
  'lifecycle/after-item-done': ['Nothing comes for an item after it is done', 'grammar'],
  'lifecycle/missing-content-part-added': [
    '`content_part.added` comes before the text of a part',
    'openai-node',
    'resume',
  ],
  'lifecycle/missing-content-part-done': ['`content_part.done` comes before the item is done', 'grammar'],
  'lifecycle/missing-summary-part-added': [
    '`reasoning_summary_part.added` comes before its text',
    'openai-node',
    'resume',
  ],
  'lifecycle/missing-summary-part-done': ['`reasoning_summary_part.done` comes before the item is done', 'grammar'],
  'lifecycle/missing-command-added': ['`shell_call_command.added` comes before its text', 'openai-node', 'resume'],
  'lifecycle/duplicate-part-added': ['A part is added once', 'openai-node'],
  'lifecycle/after-part-done': ['Nothing comes for a part after it is done', 'grammar'],
  'lifecycle/after-text-done': ['No delta and no second done comes after the done of a text', 'grammar'],
  'lifecycle/missing-output-text-done': ['`output_text.done` closes the text', 'grammar'],
  'lifecycle/missing-refusal-done': ['`refusal.done` closes the refusal', 'grammar'],
  'lifecycle/missing-reasoning-text-done': ['`reasoning_text.done` closes the text', 'grammar'],
  'lifecycle/missing-reasoning-summary-text-done': ['`reasoning_summary_text.done` closes the text', 'grammar'],
  'lifecycle/missing-function-call-arguments-done': ['`function_call_arguments.done` closes every call', 'grammar'],
  'lifecycle/missing-custom-tool-call-input-done': ['`custom_tool_call_input.done` closes every call', 'grammar'],
  'lifecycle/missing-mcp-call-arguments-done': ['`mcp_call_arguments.done` follows its deltas', 'grammar'],
  'lifecycle/missing-code-interpreter-call-code-done': ['`…_call_code.done` follows its deltas', 'grammar'],
  'lifecycle/missing-apply-patch-call-operation-diff-done': ['`…_operation_diff.done` follows its deltas', 'grammar'],
  'lifecycle/missing-shell-call-command-done': ['`shell_call_command.done` closes every command', 'grammar'],

  'response/status': ['created, queued and in_progress carry their own status', 'openai'],
  'response/not-empty': ['`output` is empty before the first item', 'openai', 'heartbeat'],
  'response/early-usage': ['`usage` is null before the end', 'openai', 'heartbeat'],
  'response/early-completed-at': ['`completed_at` is null before the end', 'openai'],
  'response/error-set': ['`response.error` is null unless the response failed', 'openai'],
  'response/incomplete-details': ['`incomplete_details` is set when the response is incomplete, null else', 'openai'],

  'ids/response-id-empty': ['`response.id` is not empty', 'schema'],
  'ids/response-id-changed': ['`response.id` stays the same', 'openai-node'],
  'ids/created-at-changed': ['`response.created_at` stays the same', 'openai'],
  'ids/item-id-empty': ['Every item has an id', 'openai-node'],
  'ids/item-id-duplicate': ['No two items share an id', 'openai-node'],
  'ids/item-id-changed': ['The id of an item is the same in all its events and in the final output', 'openai-node'],
  'ids/call-id-empty': ['A call and its output have a `call_id`', 'openai-node'],
  'ids/call-id-duplicate': ['No two calls of a type share a `call_id`', 'openai-node'],
  'ids/call-id-changed': ['The `call_id` of an item stays the same', 'openai-node'],

  'index/output-index': ['`output_index` is 0, 1, 2, … as items are added, and keeps to its item', 'openai-node'],
  'index/content-index': ['`content_index` is 0, 1, 2, … as parts are added, and keeps to its part', 'openai-node'],
  'index/summary-index': ['`summary_index` is 0, 1, 2, … as parts are added, and keeps to its part', 'openai-node'],
  'index/command-index': [
    '`command_index` is 0, 1, 2, … as commands are added, and keeps to its command',
    'openai-node',
  ],
  'index/annotation-index': ['`annotation_index` is 0, 1, 2, … within a part', 'openai'],

  'items/not-empty': ['An item is empty when it is added', 'openai, langchain'],
  'items/unknown-type': ['The type of an item is in the schema', 'schema'],
  'items/type-changed': ['The type of an item stays the same', 'openai-node'],
  'items/name-changed': ['The name of a call stays the same', 'openai-node'],
  'items/status': ['A call has a status, and no item that is done goes on', 'openai'],
  'items/wrong-event': ['An event fits the type of its item', 'openai-node'],
  'items/part-count': ['A done item has the parts that were streamed', 'openai'],

  'parts/not-empty': ['A part is empty when it is added', 'openai'],
  'parts/wrong-type': ['The type of a part fits its item', 'openai-node, grammar'],
  'parts/type-changed': ['The type of a part stays the same', 'openai-node'],
  'parts/wrong-event': ['A delta or done fits the type of its part', 'openai-node'],
  'parts/annotations': ['A done part has the annotations that were announced', 'openai'],

  'text/done-mismatch': ['The done of a text repeats its deltas', 'openai'],
  'text/part-mismatch': ['A done part repeats its text', 'openai'],
  'text/item-mismatch': ['A done item repeats its text', 'openai'],
  'text/output-mismatch': ['The final output repeats the text of its items', 'openai'],

  'output/missing-item': ['The final output has every item', 'openai, openai-node, agents-sdk'],
  'output/extra-item': ['The final output has no item that was not streamed', 'openai', 'resume'],
  'output/order': ['The final output has the items in order', 'openai'],
  'output/item-differs': ['An item of the final output equals the item that was done', 'openai'],

  'fields/missing': ['Every field that the schema requires is there', 'schema'],
  'fields/invalid': ['Every field has a value of the schema', 'schema'],

  'error/top-level-key': [
    'No event but `error` has a key `error`, not even null',
    'openai-go, openai-node, openai-python',
  ],
  'error/shape': ['The `error` event has its fields flat and nested, and both agree', 'design', 'errorShape'],
  'error/event-code': ['The code of an `error` event is a short word', 'design'],
  'error/empty-message': ['A failure has a message', 'design'],
  'error/unsafe-message': ['The message of a failure shows no path, address, key or stack', 'design'],
  'error/missing': ['`response.failed` says in `response.error` why', 'schema'],
  'error/code': ['The code of a failed response is in the allowlist', 'schema', 'errorCodes'],
  'error/not-followed-by-failed': ['`response.failed` comes straight after `error`', 'openai, open-responses'],
  'error/duplicate': ['`error` comes once', 'grammar'],

  'terminal/missing': ['completed, incomplete or failed ends the stream', 'openai-python'],
  'terminal/duplicate': ['A stream has one terminal event', 'grammar'],
  'terminal/event-after': ['No event comes after the terminal one', 'grammar'],
  'terminal/status': ['`response.status` says the same as the terminal event', 'openai'],

  'done/missing': ['`data: [DONE]` ends the stream', 'open-responses', 'done'],
  'done/unexpected': ['No `data: [DONE]` where `done` is false', 'openai', 'done'],
  'done/duplicate': ['`data: [DONE]` comes once', 'open-responses'],
  'done/early': ['`data: [DONE]` comes after the terminal event', 'open-responses'],
  'done/not-bare': ['The last frame is exactly `data: [DONE]`', 'open-responses'],
} as const

/** Stable code of a rule, `area/what`. */
export type RuleCode = keyof typeof ROWS

function rule([what, sources, option]: Row): Rule {
  return { what, sources: sources.split(', '), ...(option !== undefined && { option }) }
}

/** Every rule of the checker, by its code. */
export const RULES: Readonly<Record<RuleCode, Rule>> = Object.fromEntries(
  Object.entries<Row>(ROWS).map(([code, row]): [string, Rule] => [code, rule(row)]),
) as Record<RuleCode, Rule>
