import type { JsonObject } from '@strict-responses/core'

/** What a stream of one of the replies below has to say. */
export interface Said {
  readonly text: string
  readonly outcome: 'completed' | 'incomplete' | 'failed'
  /** Types of the output items, in order. */
  readonly items: readonly string[]
  /** Arguments of every function call. */
  readonly calls: readonly string[]
  readonly usage?: readonly [input: number, output: number]
}

/** One JSON body and the stream that it stands for. */
export interface JsonReplyCase {
  readonly name: string
  readonly body: JsonObject
  readonly said: Said
}

const ARGUMENTS = '{"city":"Zürich"}'

const RESPONSE = {
  id: 'resp_json',
  object: 'response',
  created_at: 1_780_000_000,
  status: 'completed',
  model: 'gpt-json',
  error: null,
  incomplete_details: null,
  instructions: 'Be brief.',
  temperature: 0.5,
  output: [
    { id: 'rs_1', type: 'reasoning', summary: [{ type: 'summary_text', text: 'The weather is asked for.' }] },
    {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'output_text', text: 'Let me look. 👀', annotations: [] }],
    },
    {
      id: 'fc_1',
      type: 'function_call',
      call_id: 'call_1',
      name: 'get_weather',
      arguments: ARGUMENTS,
      status: 'completed',
    },
  ],
  usage: { input_tokens: 7, output_tokens: 9, total_tokens: 16 },
}

const WHOLE: Said = {
  text: 'Let me look. 👀',
  outcome: 'completed',
  items: ['reasoning', 'message', 'function_call'],
  calls: [ARGUMENTS],
  usage: [7, 9],
}

const FAILED: Said = { text: '', outcome: 'failed', items: [], calls: [] }

/** JSON that answers `stream: true`, in each dialect. */
export const JSON_REPLIES: readonly JsonReplyCase[] = [
  { name: 'a Response', body: RESPONSE, said: WHOLE },
  {
    name: 'a Response that was cut',
    body: {
      ...RESPONSE,
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      output: [
        {
          id: 'msg_1',
          type: 'message',
          role: 'assistant',
          status: 'incomplete',
          content: [{ type: 'output_text', text: 'Let me', annotations: [] }],
        },
      ],
    },
    said: { text: 'Let me', outcome: 'incomplete', items: ['message'], calls: [], usage: [7, 9] },
  },
  {
    name: 'a Response that failed',
    body: { ...RESPONSE, status: 'failed', output: [], error: { code: 'server_error', message: 'No.' }, usage: null },
    said: FAILED,
  },
  {
    name: 'a Chat Completion',
    body: {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1_780_000_000,
      model: 'chat-json',
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: 'Let me look. 👀',
            reasoning_content: 'The weather is asked for.',
            tool_calls: [
              { id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: ARGUMENTS } },
              { id: 'call_2', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Bern"}' } },
            ],
          },
          finish_reason: 'tool_calls',
        },
      ],
      usage: { prompt_tokens: 7, completion_tokens: 9, total_tokens: 16 },
    },
    said: {
      ...WHOLE,
      items: ['reasoning', 'message', 'function_call', 'function_call'],
      calls: [ARGUMENTS, '{"city":"Bern"}'],
    },
  },
  {
    name: 'an Anthropic message',
    body: {
      id: 'msg_01',
      type: 'message',
      role: 'assistant',
      model: 'claude-json',
      content: [
        { type: 'thinking', thinking: 'The weather is asked for.', signature: 'c2ln' },
        { type: 'text', text: 'Let me look. 👀' },
        { type: 'tool_use', id: 'toolu_1', name: 'get_weather', input: { city: 'Zürich' } },
      ],
      stop_reason: 'tool_use',
      stop_sequence: null,
      usage: { input_tokens: 7, output_tokens: 9 },
    },
    said: WHOLE,
  },
  {
    name: 'an error',
    body: { error: { message: 'The model is overloaded.', type: 'server_error', code: 'overloaded' } },
    said: FAILED,
  },
  {
    name: 'an Anthropic error',
    body: { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
    said: FAILED,
  },
]

/** JSON that is no reply, or none that has ended. */
export const OTHER_JSON: readonly { readonly name: string; readonly body: unknown }[] = [
  { name: 'an object of another kind', body: { hello: ['world'] } },
  { name: 'a list', body: [1, 2] },
  { name: 'a response in the background', body: { ...RESPONSE, status: 'queued', output: [] } },
  { name: 'a list of models', body: { object: 'list', data: [{ id: 'gpt-json', object: 'model' }] } },
]
