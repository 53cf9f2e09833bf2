import { DONE, data, type Event, write } from '../conformance/fixtures/sse.js'

const chunk = (delta: object, more: object = {}, finish_reason: string | null = null): string =>
  data({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1_790_000_000,
    model: 'test-model-1',
    choices: [{ index: 0, delta, finish_reason }],
    ...more,
  })

const USAGE = { choices: [], usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 } }

const call = (index: number, id: string, name: string, pieces: readonly string[]): string =>
  chunk({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] }) +
  pieces.map((piece) => chunk({ tool_calls: [{ index, function: { arguments: piece } }] })).join('')

/** Chat Completions as servers send them. */
export const CHAT: readonly string[] = [
  ['Hel', 'lo, wörld ', '🌍'].map((content) => chunk({ content })).join('') + chunk({}, {}, 'stop') + DONE,
  chunk({ role: 'assistant', reasoning_content: 'I need ' }) +
    chunk({ reasoning_content: 'both.' }) +
    chunk({ content: 'Let me look.' }) +
    call(0, 'call_1', 'look', ['{"a":', '1}']) +
    call(1, 'call_2', 'look_again', ['{}']) +
    chunk({}, {}, 'tool_calls') +
    chunk({}, USAGE) +
    DONE,
  chunk({ refusal: 'I cannot' }) + chunk({ refusal: ' help.' }) + chunk({}, {}, 'stop') + chunk({}, USAGE) + DONE,
  chunk({ content: 'Once upon a ' }) + chunk({ content: 'time' }) + chunk({}, {}, 'length') + DONE,
]

type Block = readonly [block: object, deltas: readonly object[]]

const messages = (blocks: readonly Block[], stop_reason: string): string => {
  const events: Event[] = [
    {
      type: 'message_start',
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'm',
        content: [],
        usage: { input_tokens: 11 },
      },
    },
    ...blocks.flatMap(([content_block, deltas], index) => [
      { type: 'content_block_start', index, content_block },
      ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
      { type: 'content_block_stop', index },
    ]),
    { type: 'message_delta', delta: { stop_reason }, usage: { output_tokens: 7 } },
    { type: 'message_stop' },
  ]
  return write(events)
}

const TEXT: Block = [{ type: 'text', text: '' }, ['Hel', 'lo 🌍'].map((text) => ({ type: 'text_delta', text }))]
const THOUGHT: Block = [
  { type: 'thinking', thinking: '' },
  [
    { type: 'thinking_delta', thinking: 'I need ' },
    { type: 'thinking_delta', thinking: 'it.' },
    { type: 'signature_delta', signature: 'c2ln' },
  ],
]
const toolUse = (id: string): Block => [
  { type: 'tool_use', id, name: 'look', input: {} },
  ['{"a"', ':1}'].map((partial_json) => ({ type: 'input_json_delta', partial_json })),
]

/** Anthropic Messages as servers send them. */
export const ANTHROPIC: readonly string[] = [
  messages([TEXT], 'end_turn'),
  messages([THOUGHT, TEXT, toolUse('toolu_1')], 'tool_use'),
  messages([TEXT, toolUse('toolu_1'), toolUse('toolu_2')], 'max_tokens'),
]
