import { type ClientRule, rules } from './rule.js'

const BOTH = ['openai-python', 'openai-python-stream'] as const

/** The official Python SDK. */
export const PYTHON: readonly ClientRule[] = [
  ...rules(BOTH, 'throws', [[['framing/missing-data', 'framing/invalid-json'], 'JSONDecodeError']]),
  ...rules(BOTH, 'loses output', [
    ['text-without-delta', 'the text is never streamed'],
    [['stream/empty', 'stream/not-responses'], 'sees no event'],
    ['framing/missing-blank-line', 'reads two events as one'],
    ['open-frame', 'drops the last frame'],
    [['output/missing-item', /^response\.completed /], 'trusts the final output'],
    [['event/alias', /^response\.done /], 'no final response'],
    ['type-in-event-line', 'no event has a type'],
    ['terminal/missing', 'no final response'],
    [['fields/missing', /^response\.completed response /], 'the final response is missing'],
  ]),
  ...rules(['openai-python'], 'loses output', [
    [['fields/missing', /^response\.completed response\.output /], 'the final response lacks its output'],
  ]),
  ...rules(['openai-python'], 'throws', [
    [['fields/invalid', / response\.incomplete_details\./], "'dict' object has no attribute 'output'"],
  ]),
  ...rules(BOTH, 'hides the failure', [
    [
      ['cut', 'cut-frame', ['terminal/status', /^response\.completed .*(failed|cancelled)/], ['event/alias', /cancel/]],
      'sees no failure',
    ],
  ]),
  ...rules(['openai-python-stream'], 'throws', [
    ['incomplete', "Didn't receive a `response.completed` event."],
    [
      [['lifecycle/missing-created', /^(?!error)\S/], 'untyped-first', 'type-in-event-line'],
      'Expected to have received `response.created`',
    ],
    [
      ['lifecycle/missing-item-added', /^response\.(?!output_item)/],
      'Received a content event before receiving its output item',
    ],
    [['index/output-index', /^response\.(?!output_item)/], 'Received a content event before its output item'],
    [[['lifecycle/missing-content-part-added', /^response\.output_text/], 'index/content-index'], 'IndexError'],
    [['fields/missing', / (output_index|content_index|part|item\.(status|content|role|arguments)) /], 'AttributeError'],
    [['fields/missing', /^response\.created response\.output /], 'AttributeError'],
    [['sequence/missing', /^response\./], 'AttributeError'],
    [['message-without-id', 'call-without-call-id', 'unknown-item', 'framing/not-object'], 'AttributeError'],
  ]),
  ...rules(['openai-python-stream'], 'loses the message', [
    ['failed-alone', "Didn't receive a `response.completed` event."],
    [['error/shape', / error /], "Didn't receive a `response.completed` event."],
  ]),
]
