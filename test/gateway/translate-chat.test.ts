import { ApiError, type TranslateOptions, translateToChat } from '@strict-responses/gateway'
import { describe, expect, it } from 'vitest'

type Json = Record<string, unknown>

function translate(request: Json, options: TranslateOptions = {}): { body: Json; reports: string[] } {
  const reports: string[] = []
  const body = translateToChat(
    { model: 'm', input: 'Hi', ...request },
    { options, report: (code) => reports.push(code) },
  )
  return { body, reports }
}

const messages = (input: unknown, more: Json = {}, options?: TranslateOptions): unknown =>
  translate({ input, ...more }, options).body['messages']

const call = (call_id: string, more: Json = {}): Json => ({
  type: 'function_call',
  call_id,
  name: 'f',
  arguments: '{}',
  ...more,
})
const output = (call_id: string, said: unknown = 'ok'): Json => ({
  type: 'function_call_output',
  call_id,
  output: said,
})
const chatCall = (id: string, args = '{}', name = 'f'): Json => ({
  id,
  type: 'function',
  function: { name, arguments: args },
})
const image = { type: 'input_image', image_url: 'data:image/png;base64,AA==', detail: 'original' }

const INPUTS: [name: string, input: unknown, messages: readonly Json[], more?: Json][] = [
  ['a string', 'Hi', [{ role: 'user', content: 'Hi' }]],
  [
    'instructions',
    'Hi',
    [
      { role: 'system', content: 'Be kind' },
      { role: 'user', content: 'Hi' },
    ],
    { instructions: 'Be kind' },
  ],
  [
    'neighbouring instructions are one message, developer is system',
    [
      { role: 'developer', content: 'B' },
      { type: 'message', role: 'system', content: [{ type: 'input_text', text: 'C' }] },
      { role: 'user', content: 'Hi' },
    ],
    [
      { role: 'system', content: 'A\n\nB\n\nC' },
      { role: 'user', content: 'Hi' },
    ],
    { instructions: 'A' },
  ],
  [
    'text parts are one string, other parts stay parts',
    [
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'a' },
          { type: 'input_text', text: 'b' },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'c' },
          image,
          { type: 'input_image', image_url: 'https://x/y.png', detail: 'auto' },
        ],
      },
      {
        role: 'user',
        content: [{ type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,AA==' }],
      },
      { role: 'user', content: [{ type: 'input_audio', input_audio: { data: 'AA==', format: 'wav' } }] },
    ],
    [
      { role: 'user', content: 'a\nb' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'c' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==', detail: 'high' } },
          { type: 'image_url', image_url: { url: 'https://x/y.png' } },
        ],
      },
      {
        role: 'user',
        content: [{ type: 'file', file: { file_data: 'data:application/pdf;base64,AA==', filename: 'a.pdf' } }],
      },
      { role: 'user', content: [{ type: 'input_audio', input_audio: { data: 'AA==', format: 'wav' } }] },
    ],
  ],
  [
    'what the model said: text and refusal',
    [
      {
        type: 'message',
        id: 'msg_1',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text: 'a', annotations: [] }],
      },
      { role: 'user', content: 'b' },
      { role: 'assistant', content: [{ type: 'refusal', refusal: 'no' }] },
    ],
    [
      { role: 'assistant', content: 'a' },
      { role: 'user', content: 'b' },
      { role: 'assistant', content: 'no' },
    ],
  ],
  [
    'reasoning, text and parallel calls of one turn are one message',
    [
      { role: 'user', content: 'q' },
      { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'Hm' }] },
      { role: 'assistant', content: 'Let me see' },
      call('a', { arguments: '{"x":1}' }),
      call('b'),
      output('a'),
      output('b', [{ type: 'input_text', text: 'fine' }]),
      { role: 'assistant', content: 'Done' },
    ],
    [
      { role: 'user', content: 'q' },
      {
        role: 'assistant',
        content: 'Let me see',
        reasoning_content: 'Hm',
        tool_calls: [chatCall('a', '{"x":1}'), chatCall('b')],
      },
      { role: 'tool', tool_call_id: 'a', content: 'ok' },
      { role: 'tool', tool_call_id: 'b', content: 'fine' },
      { role: 'assistant', content: 'Done' },
    ],
  ],
  [
    'reasoning text counts before its summary',
    [
      {
        type: 'reasoning',
        summary: [{ type: 'summary_text', text: 's' }],
        content: [{ type: 'reasoning_text', text: 'full' }],
      },
      call('a'),
    ],
    [{ role: 'assistant', content: null, reasoning_content: 'full', tool_calls: [chatCall('a')] }],
  ],
  [
    'reasoning alone is no turn',
    [
      { type: 'reasoning', summary: [{ type: 'summary_text', text: 's' }] },
      { role: 'user', content: 'q' },
    ],
    [{ role: 'user', content: 'q' }],
  ],
  [
    'results follow their calls, whatever came between',
    [call('a'), { role: 'user', content: 'wait' }, output('a')],
    [
      { role: 'assistant', content: null, tool_calls: [chatCall('a')] },
      { role: 'tool', tool_call_id: 'a', content: 'ok' },
      { role: 'user', content: 'wait' },
    ],
  ],
  [
    'a custom call is a function with one string',
    [
      { type: 'custom_tool_call', call_id: 'a', name: 'patch', input: '*** "x"' },
      { type: 'custom_tool_call_output', call_id: 'a', output: 'ok' },
    ],
    [
      { role: 'assistant', content: null, tool_calls: [chatCall('a', '{"input":"*** \\"x\\""}', 'patch')] },
      { role: 'tool', tool_call_id: 'a', content: 'ok' },
    ],
  ],
  [
    'images of results follow all results, in a message of their own',
    [call('a'), call('b'), output('a', [image]), output('b')],
    [
      { role: 'assistant', content: null, tool_calls: [chatCall('a'), chatCall('b')] },
      { role: 'tool', tool_call_id: 'a', content: '[image]' },
      { role: 'tool', tool_call_id: 'b', content: 'ok' },
      {
        role: 'user',
        content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AA==', detail: 'high' } }],
      },
    ],
  ],
]

const grammar = { type: 'grammar', syntax: 'lark', definition: 'start: "x"' }
const f = { type: 'function', name: 'f', description: 'F', parameters: { type: 'object' }, strict: true }
const g = { type: 'custom', name: 'g', description: 'G', format: grammar }
const chatF = {
  type: 'function',
  function: { name: 'f', description: 'F', parameters: { type: 'object' }, strict: true },
}
const schema = { type: 'object' }

const FIELDS: [name: string, request: Json, fields: Json, reports?: readonly string[]][] = [
  ['the stream and its usage', {}, { stream: true, stream_options: { include_usage: true } }],
  [
    'sampling',
    { temperature: 0, top_p: 0.5, presence_penalty: 1 },
    { temperature: 0, top_p: 0.5, presence_penalty: 1 },
  ],
  ['max_output_tokens', { max_output_tokens: 9 }, { max_completion_tokens: 9 }],
  ['effort', { reasoning: { effort: 'low', summary: 'auto' } }, { reasoning_effort: 'low' }],
  ['top_logprobs', { top_logprobs: 2 }, { logprobs: true, top_logprobs: 2 }],
  ['logprobs by include', { include: ['message.output_text.logprobs'] }, { logprobs: true, top_logprobs: undefined }],
  [
    'other includes',
    { include: ['reasoning.encrypted_content'] },
    { logprobs: undefined, include: undefined },
    ['gateway/dropped-include'],
  ],
  [
    'json_schema',
    { text: { format: { type: 'json_schema', name: 'n', schema, strict: true } } },
    { response_format: { type: 'json_schema', json_schema: { name: 'n', schema, strict: true } } },
  ],
  ['json_object', { text: { format: { type: 'json_object' } } }, { response_format: { type: 'json_object' } }],
  [
    'plain text',
    { text: { format: { type: 'text' }, verbosity: 'low' } },
    { response_format: undefined, text: undefined },
    ['gateway/dropped-verbosity'],
  ],
  ['function tools', { tools: [f] }, { tools: [chatF] }],
  ['parallel_tool_calls', { tools: [f], parallel_tool_calls: false }, { parallel_tool_calls: false }],
  [
    'no choice among no tools',
    { tools: [], tool_choice: 'auto', parallel_tool_calls: true },
    { tools: undefined, tool_choice: undefined, parallel_tool_calls: undefined },
  ],
  ['tool_choice', { tools: [f], tool_choice: 'required' }, { tool_choice: 'required' }],
  [
    'a function to call',
    { tools: [f], tool_choice: { type: 'function', name: 'f' } },
    { tool_choice: { type: 'function', function: { name: 'f' } } },
  ],
  [
    'a custom tool to call',
    { tools: [g], tool_choice: { type: 'custom', name: 'g' } },
    { tool_choice: { type: 'function', function: { name: 'g' } } },
  ],
  [
    'allowed tools',
    {
      tools: [f, g],
      tool_choice: { type: 'allowed_tools', mode: 'required', tools: [{ type: 'function', name: 'f' }] },
    },
    { tools: [chatF], tool_choice: 'required' },
  ],
  ['user', { user: 'u', safety_identifier: 's' }, { user: 'u', safety_identifier: undefined }],
  ['safety_identifier', { safety_identifier: 's' }, { user: 's' }],
  [
    'metadata is only echoed',
    { metadata: { a: 'b' }, client_metadata: {} },
    { metadata: undefined, client_metadata: undefined },
  ],
  [
    'hints',
    { store: true, truncation: 'auto', service_tier: 'flex', prompt_cache_key: 'k', max_tool_calls: 1 },
    {
      store: undefined,
      truncation: undefined,
      service_tier: undefined,
      prompt_cache_key: undefined,
      max_tool_calls: undefined,
    },
    [
      'gateway/dropped-store',
      'gateway/dropped-truncation',
      'gateway/dropped-service-tier',
      'gateway/dropped-prompt-cache-key',
      'gateway/dropped-max-tool-calls',
    ],
  ],
  [
    'defaults are no hints',
    { store: false, truncation: 'disabled', service_tier: 'auto', previous_response_id: null, background: false },
    { store: undefined, truncation: undefined, service_tier: undefined, background: undefined },
  ],
  [
    'what is no field of Responses was meant for the backend',
    { top_k: 5, chat_template_kwargs: { a: 1 } },
    { top_k: 5, chat_template_kwargs: { a: 1 } },
  ],
  [
    'fields that the translation writes cannot be smuggled in',
    { messages: [], n: 3 },
    { n: undefined },
    ['gateway/dropped-messages', 'gateway/dropped-n'],
  ],
]

describe('a Responses request becomes a chat request', () => {
  it.each(INPUTS)('input: %s', (_name, input, expected, more) => {
    expect(messages(input, more)).toEqual(expected)
  })

  it.each(FIELDS)('field: %s', (_name, request, fields, reported = []) => {
    const { body, reports } = translate(request)
    for (const [field, value] of Object.entries(fields)) expect({ [field]: body[field] }).toEqual({ [field]: value })
    expect(reports).toEqual(reported)
  })

  it('a custom tool is a function with one string; its grammar is told', () => {
    const [tool] = translate({ tools: [g] }).body['tools'] as Json[]
    const made = tool?.['function'] as Json
    expect(made['name']).toBe('g')
    expect(made['description']).toContain('lark grammar:\nstart: "x"')
    expect(made['parameters']).toMatchObject({ required: ['input'], properties: { input: { type: 'string' } } })
  })

  it('options change names', () => {
    const options = { developerRole: 'developer', maxTokensField: 'max_tokens', replayReasoning: 'reasoning' } as const
    const input = [
      { role: 'developer', content: 'A' },
      { type: 'reasoning', summary: [{ type: 'summary_text', text: 's' }] },
      { role: 'assistant', content: 'x' },
    ]
    const { body } = translate({ input, max_output_tokens: 3 }, options)
    expect(body['max_tokens']).toBe(3)
    expect(body['messages']).toEqual([
      { role: 'developer', content: 'A' },
      { role: 'assistant', content: 'x', reasoning: 's' },
    ])
    const dropped = translate({ input }, { replayReasoning: false })
    expect(dropped.body['messages']).toEqual([
      { role: 'system', content: 'A' },
      { role: 'assistant', content: 'x' },
    ])
    expect(dropped.reports).toEqual(['gateway/dropped-reasoning'])
  })

  it('hosted tools are refused, or dropped where that is wanted', () => {
    const request = {
      tools: [{ type: 'web_search' }, f],
      input: [{ type: 'web_search_call' }, { role: 'user', content: 'q' }],
    }
    expect(() => translate(request)).toThrow(ApiError)
    const { body, reports } = translate(request, { hostedTools: 'drop' })
    expect(body['tools']).toEqual([chatF])
    expect(reports).toEqual(['gateway/dropped-tool', 'gateway/dropped-item'])
  })
})
