import { named, words } from './frames.js'
import type { Upstream } from './upstream.js'

const block = (index: number, content_block: object, deltas: readonly object[]): string[] => [
  named({ type: 'content_block_start', index, content_block }),
  ...deltas.map((delta) => named({ type: 'content_block_delta', index, delta })),
  named({ type: 'content_block_stop', index }),
]

export const anthropic: Upstream = {
  title: 'Anthropic',
  fault: 'Anthropic Messages in place of Responses, with thinking and a tool call',
  after: 'Anthropic, and servers that speak its API',
  chunks: [
    named({
      type: 'message_start',
      message: {
        id: 'msg_01Xk',
        type: 'message',
        role: 'assistant',
        model: 'claude-haiku-4-5',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 40, output_tokens: 1 },
      },
    }),
    named({ type: 'ping' }),
    ...block(
      0,
      { type: 'thinking', thinking: '', signature: '' },
      words('They want the weather in Paris.').map((thinking) => ({ type: 'thinking_delta', thinking })),
    ),
    ...block(
      1,
      { type: 'text', text: '' },
      words('Let me check.').map((text) => ({ type: 'text_delta', text })),
    ),
    ...block(
      2,
      { type: 'tool_use', id: 'toolu_01Ab', name: 'get_weather', input: {} },
      ['{"city"', ': "Paris"}'].map((partial_json) => ({ type: 'input_json_delta', partial_json })),
    ),
    named({
      type: 'message_delta',
      delta: { stop_reason: 'tool_use', stop_sequence: null },
      usage: { output_tokens: 33 },
    }),
    named({ type: 'message_stop' }),
  ],
}
