import { type ClientRule, rules } from './rule.js'

const BOTH = ['openai', 'openai-stream'] as const
const BOTH_6 = ['openai-6', 'openai-6-stream'] as const
const STREAMS = ['openai-stream', 'openai-6-stream'] as const
const CREATES = ['openai', 'openai-6'] as const
const RESPONSE = /^response\.completed response /

/** The official JavaScript SDK. */
export const OPENAI: readonly ClientRule[] = [
  ...rules([...BOTH, ...BOTH_6], 'throws', [
    [['framing/missing-data', 'framing/invalid-json'], 'malformed server-sent event JSON'],
  ]),
  ...rules([...BOTH, ...BOTH_6], 'loses output', [
    ['text-without-delta', 'the text is never streamed'],
    [['stream/empty', 'stream/not-responses'], 'sees no event'],
    ['framing/missing-blank-line', 'reads two events as one'],
    ['second-response', 'takes two responses for one'],
  ]),
  ...rules(CREATES, 'loses output', [
    ['cut-text', 'no final response: its text is missing'],
    ['type-in-event-line', 'no event has a type'],
    [['event/alias', /^response\.done /], 'no final response'],
    ['text-not-in-output', 'the final response lacks the text'],
    [['fields/missing', /^response\.completed response(\.output)? /], 'the final response lacks its output'],
  ]),
  ...rules(['openai-6'], 'loses output', [['open-frame', 'drops the last frame']]),
  ...rules([...CREATES, 'openai-6-stream'], 'hides the failure', [
    [['terminal/status', /^response\.completed .*(failed|cancelled)/], 'believes the name of the event'],
  ]),
  ...rules(CREATES, 'hides the failure', [[['event/alias', /cancel/], 'knows no such event']]),
  ...rules(STREAMS, 'loses the message', [[['event/alias', /cancel/], 'knows no such event']]),
  ...rules(['openai-stream'], 'loses the message', [
    [['terminal/status', /^response\.completed .*(failed|cancelled)/], 'the event and its status disagree'],
  ]),
  ...rules(BOTH, 'loses the message', [['cut-frame', 'malformed server-sent event JSON']]),
  ...rules(BOTH_6, 'hides the failure', [['cut-frame', 'drops the last frame']]),
  ...rules([...BOTH, ...BOTH_6], 'hides the failure', [['cut', 'takes the end of the connection for the end']]),
  ...rules(STREAMS, 'throws', [
    [['lifecycle/missing-created', /^(?!error)\S/], "expected 'response.created' event"],
    ['lifecycle/missing-item-added', 'missing output at index'],
    [['index/output-index', /^response\.(?!output_item)/], 'missing output at index'],
    [['fields/missing', / output_index /], 'missing output at index undefined'],
    [['lifecycle/missing-content-part-added', 'index/content-index'], 'missing content at index'],
    [['fields/missing', / content_index /], 'missing content at index undefined'],
    [['fields/missing', /^response\.output_item\.added item\.content /], 'output.content is not iterable'],
    [
      ['fields/missing', /^response\.content_part\.added part /],
      "Cannot read properties of undefined (reading 'type')",
    ],
    ['framing/not-object', "Cannot read properties of null (reading 'type')"],
    [['untyped', 'untyped-first', 'type-in-event-line', 'unknown-event'], 'Unhandled response stream event'],
    [['event/alias', /^response\.done /], 'Unhandled response stream event'],
    [['fields/missing', RESPONSE], 'the terminal event has no response'],
  ]),
  ...rules(STREAMS, 'loses output', [[['output/missing-item', /^response\.completed /], 'trusts the final output']]),
  ...rules(['openai-stream'], 'throws', [
    ['ids/item-id-changed', 'expected another item_id'],
    [['fields/missing', / item_id /], 'expected a non-empty item_id'],
    ['ids/item-id-empty', 'expected a non-empty output item id'],
    ['call-without-call-id', 'expected a non-empty output item call_id'],
    ['ids/response-id-changed', 'Lifecycle response identity changed'],
    ['lifecycle/duplicate-item-added', 'Duplicate response output index'],
    [['index/output-index', /^response\.output_item\.added .*found 0$/], 'Duplicate response output index'],
    ['second-response', 'Lifecycle response identity changed'],
  ]),
  ...rules(['openai-6-stream'], 'throws', [
    [['index/output-index', / found [1-9]/], 'missing output at index'],
    [['fields/missing', /^response\.(created|completed) response\.output /], 'rsp.output is not iterable'],
  ]),
]
