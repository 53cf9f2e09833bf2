import { type ClientRule, rules } from './rule.js'

const NUMBERS = [
  ['sequence/missing', /^(response\.|error)/],
  ['sequence/invalid', /^(response\.|error)/],
] as const
/** A terminal event under a name of its own. */
const ENDS = ['event/alias', /^response\.(done|cancel)/] as const
const REQUIRED = String.raw` (output_index|content_index|part|item\.(status|content|role|arguments|call_id|name)|response|response\.(id|object|created_at|model|status)|response\.usage\.(input|output|total)_tokens) `
const DECODED = new RegExp(REQUIRED)

/** Clients that decode into types: what their types lack or require, they refuse. */
export const TYPED: readonly ClientRule[] = [
  ...rules(['codex'], 'throws', [
    [['terminal/missing', 'cut-frame', 'open-frame', 'stream/empty'], 'stream closed before response.completed'],
    [[ENDS, 'framing/missing-blank-line', 'type-in-event-line'], 'stream closed before response.completed'],
    [['fields/missing', /^response\.completed response(\.id)? /], 'stream closed before response.completed'],
    [['framing/line-ending', /found CR$/], 'stream closed before response.completed'],
    [['fields/missing', / response\.usage\.(input|output|total)_tokens /], 'failed to parse ResponseCompleted'],
    ['incomplete', 'Incomplete response returned'],
  ]),
  ...rules(['codex'], 'loses output', [
    [['lifecycle/missing-item-done', /^response\.completed /], 'takes the answer from `output_item.done`'],
    [['fields/missing', /^response\.output_item\.done item\.role /], 'takes no message without a role'],
    ['call-without-call-id', 'takes no call without a call_id'],
    ['call-in-output-only', 'takes calls from `output_item.done`'],
  ]),
  ...rules(['codex'], 'loses the message', [['error/not-followed-by-failed', 'ignores `error`']]),
  ...rules(['rig'], 'loses the message', [['error-untyped', 'knows no event without a type']]),
  ...rules(['rig'], 'throws', [
    [NUMBERS, 'missing field sequence_number'],
    [['fields/missing', DECODED], 'a missing field'],
    [['message-without-id', 'call-without-call-id', 'call-without-status'], 'a missing field'],
    [['fields/invalid', / response\.created_at /], 'response.created_at is no unsigned integer'],
    [['framing/invalid-json', 'framing/missing-blank-line', 'type-in-event-line'], 'no JSON'],
    [['terminal/missing', 'cut-frame', 'open-frame', 'stream/empty', ENDS], 'stream did not yield a terminal event'],
  ]),
  ...rules(['async-openai', 'openai-java'], 'throws', [
    [NUMBERS, 'missing field sequence_number'],
    [['fields/missing', DECODED], 'a missing field'],
    [['fields/missing', / (item_id|response\.output|response\.usage\.\w+|\S*annotations) /], 'a missing field'],
    [['message-without-id', 'call-without-call-id'], 'a missing field'],
    [['event/alias', 'event/unknown', 'unknown-event'], 'an unknown event type'],
    [['untyped', 'untyped-first', 'type-in-event-line'], 'missing field type'],
    [['framing/missing-data', 'framing/invalid-json', 'framing/not-object'], 'no JSON object'],
  ]),
  ...rules(['async-openai'], 'throws', [
    [['error/shape', / message /], 'missing field message'],
    ['event/missing-type', 'missing field type'],
    [['fields/invalid', / response\.created_at /], 'response.created_at is no unsigned integer'],
  ]),
  ...rules(['openai-java'], 'throws', [
    [['fields/missing', / (logprobs|response\.\w+) /], 'a missing field'],
    ['event/heartbeat', 'Unknown ResponseStreamEvent'],
    [['fields/invalid', / response\.incomplete_details\.reason /], 'an unknown reason'],
    ['error/code', 'an unknown code'],
  ]),
  ...rules(['openai-go'], 'throws', [
    ['error/top-level-key', 'received error while streaming: null'],
    [['framing/missing-data', 'framing/invalid-json', 'framing/not-object'], 'the data is no JSON object'],
  ]),
]
