import { type ClientRule, rules } from './rule.js'

const AI = ['ai-sdk', 'ai-sdk-open-responses'] as const
const ALL = ['openai-agents', ...AI, 'langchain'] as const
const RESPONSE = /^response\.completed response /

/** The agent frameworks. */
export const FRAMEWORKS: readonly ClientRule[] = [
  ...rules(ALL, 'throws', [
    [['framing/missing-data', 'framing/invalid-json'], 'the data is no JSON'],
    ['framing/not-object', 'the data is no object'],
    [['fields/missing', RESPONSE], 'the terminal event has no response'],
  ]),
  ...rules(ALL, 'loses output', [
    ['text-without-delta', 'the text is never streamed'],
    [['stream/empty', 'stream/not-responses'], 'sees no event'],
    ['framing/missing-blank-line', 'reads two events as one'],
    ['type-in-event-line', 'no event has a type'],
    ['second-response', 'takes two responses for one'],
  ]),
  ...rules(['openai-agents'], 'throws', [
    ['refusal', 'ModelRefusalError'],
    ['incomplete', 'unsuccessful terminal state "response.incomplete"'],
    [['terminal/missing', ['event/alias', /^response\.(done|cancel)/]], 'Model did not produce a final response!'],
    [['output/missing-item', /^response\.completed /], 'Max turns (1) exceeded: the final output lacks the reply'],
    [
      ['fields/missing', /^response\.completed response\.output /],
      "Cannot read properties of undefined (reading 'map')",
    ],
    [['fields/missing', /item\.(status|role) /], 'ZodError'],
    [['fields/invalid', /^response\.completed response\.output\.\d/], 'ZodError'],
    ['ids/call-id-empty', 'ZodError'],
    ['lifecycle/duplicate-item-added', 'a call without its own call_id'],
  ]),
  ...rules(['openai-agents'], 'loses the message', [
    ['failed-first', 'unsuccessful terminal state "response.failed"'],
    [['terminal/status', /^response\.completed .*(failed|cancelled)/], 'unsuccessful terminal state'],
    [['cut-frame', 'stream/empty'], 'the connection ended early'],
    ['error-unnamed', 'no final response'],
  ]),
  ...rules(['ai-sdk'], 'loses output', [['reasoning-text', 'reads reasoning summaries only']]),
  ...rules(['ai-sdk'], 'throws', [
    [['untyped', 'untyped-first'], 'Type validation failed'],
    [
      ['fields/missing', / (output_index|item_id|item\.(arguments|call_id)|response\.created_at) /],
      'Type validation failed',
    ],
    [['fields/missing', / response\.usage\.(input|output)_tokens /], 'Type validation failed'],
    [['item-without-id', 'call-without-call-id', 'call-without-status'], 'Type validation failed'],
  ]),
  ...rules(['ai-sdk-open-responses'], 'throws', [
    ['item-without-id', 'text part not found'],
    [['ids/item-id-changed', /^response\.output_(text|item)/], 'text part not found'],
    [['fields/missing', / item_id /], 'text part undefined not found'],
  ]),
  ...rules(['ai-sdk-open-responses'], 'hides the failure', [['error/not-followed-by-failed', 'ignores `error`']]),
  ...rules(['ai-sdk-open-responses', 'langchain'], 'loses output', [['refusal', 'reads no refusal']]),
  ...rules(AI, 'throws', [['text-before-item', 'text part not found']]),
  ...rules(AI, 'loses output', [[['call-not-done', 'call-in-output-only'], 'takes calls from `output_item.done`']]),
  ...rules(AI, 'hides the failure', [
    [
      ['cut', 'cut-frame', ['terminal/status', /^response\.completed .*(failed|cancelled)/], ['event/alias', /cancel/]],
      'sees no failure',
    ],
  ]),
  ...rules(['langchain'], 'throws', [
    [['fields/missing', /annotations /], 'annotations is not iterable'],
    [['fields/missing', /^response\.completed response\.output /], 'response.output is not iterable'],
  ]),
  ...rules(['langchain'], 'loses output', [
    ['reasoning-text', 'reads reasoning summaries only'],
    [['arguments-without-delta', 'call-in-output-only'], 'takes arguments from deltas only'],
    [['items/not-empty', / item\.arguments /], 'adds what was announced to the deltas'],
    [['index/output-index', /^response\.function_call_arguments/], 'puts arguments where their index points'],
    [['lifecycle/missing-item-added', /^response\.function_call_arguments/], 'a call without a name'],
    ['ids/call-id-empty', 'a call without a call_id'],
    ['lifecycle/duplicate-item-added', 'joins two calls'],
  ]),
  ...rules(['langchain'], 'hides the failure', [
    [['cut', 'failed-alone', 'error-unnamed', ['event/alias', /cancel/]], 'sees no failure'],
  ]),
  ...rules(['langchain'], 'loses the message', [['cut-frame', 'malformed server-sent event JSON']]),
]
