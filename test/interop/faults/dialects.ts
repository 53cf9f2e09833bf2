import { CALL_DELTAS, TEXT_DELTAS } from './canonical.js'
import { call, type Fault, text } from './fault.js'
import { DONE, data, type Event, write } from './sse.js'

const chunk = (delta: object, rest: object = {}, finish_reason: string | null = null): string =>
  data({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1790000000,
    model: 'test-model-1',
    choices: [{ index: 0, delta, finish_reason }],
    ...rest,
  })

const usage = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 }
const end = (reason: string): string => chunk({}, {}, reason) + chunk({}, { choices: [], usage }) + DONE
const calls = (call: object): object => ({ tool_calls: [{ index: 0, ...call }] })

/** Text in Chat Completions chunks. */
export const CHAT_TEXT: string =
  chunk({ role: 'assistant', content: '' }) + TEXT_DELTAS.map((content) => chunk({ content })).join('') + end('stop')

const CHAT_CALL =
  chunk({ role: 'assistant', content: null }) +
  chunk(calls({ id: 'call_e1', type: 'function', function: { name: 'get_weather', arguments: '' } })) +
  CALL_DELTAS.map((piece) => chunk(calls({ function: { arguments: piece } }))).join('') +
  end('tool_calls')

const anthropic = (block: object, deltas: readonly object[], stop_reason: string): Event[] => [
  {
    type: 'message_start',
    message: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'test-model-1',
      content: [],
      stop_reason: null,
      usage: { input_tokens: 11, output_tokens: 1 },
    },
  },
  { type: 'content_block_start', index: 0, content_block: block },
  ...deltas.map((delta) => ({ type: 'content_block_delta', index: 0, delta })),
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason }, usage: { output_tokens: 7 } },
  { type: 'message_stop' },
]

/** Upstreams that speak another protocol altogether. */
export const DIALECTS: readonly Fault[] = [
  text('chat text', CHAT_TEXT),
  call('chat tool call', CHAT_CALL),
  text(
    'anthropic text',
    write(
      anthropic(
        { type: 'text', text: '' },
        TEXT_DELTAS.map((text) => ({ type: 'text_delta', text })),
        'end_turn',
      ),
    ),
  ),
  call(
    'anthropic tool call',
    write(
      anthropic(
        { type: 'tool_use', id: 'call_e1', name: 'get_weather', input: {} },
        CALL_DELTAS.map((partial_json) => ({ type: 'input_json_delta', partial_json })),
        'tool_use',
      ),
    ),
  ),
]
