import { ApiError, type TranslateOptions, translateToAnthropic } from '@strict-responses/gateway'
import { describe, expect, it } from 'vitest'

type Json = Record<string, unknown>

function translate(request: Json, options: TranslateOptions = {}): { body: Json; reports: string[] } {
  const reports: string[] = []
  const whole = { model: 'm', input: 'Hi', ...request }
  return { body: translateToAnthropic(whole, { options, report: (code) => reports.push(code) }), reports }
}

const text = (value: string): Json => ({ type: 'text', text: value })
const call = (call_id: string): Json => ({ type: 'function_call', call_id, name: 'f', arguments: '{"x":1}' })
const output = (call_id: string): Json => ({ type: 'function_call_output', call_id, output: 'ok' })
const use = (id: string): Json => ({ type: 'tool_use', id, name: 'f', input: { x: 1 } })
const result = (tool_use_id: string): Json => ({ type: 'tool_result', tool_use_id, content: [text('ok')] })
const sealed = { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm' }], encrypted_content: 'sig' }
const thinking = { type: 'thinking', thinking: 'Hm', signature: 'sig' }

const INPUTS: [name: string, input: unknown, messages: readonly Json[], reports?: readonly string[]][] = [
  ['a string', 'Hi', [{ role: 'user', content: [text('Hi')] }]],
  [
    'neighbours of a role are one message',
    [
      { role: 'user', content: 'a' },
      { role: 'user', content: 'b' },
    ],
    [{ role: 'user', content: [text('a'), text('b')] }],
  ],
  [
    'thinking, text, calls and their results',
    [
      { role: 'user', content: 'q' },
      sealed,
      { role: 'assistant', content: 'See' },
      call('a.1'),
      call('b'),
      output('a.1'),
      output('b'),
    ],
    [
      { role: 'user', content: [text('q')] },
      { role: 'assistant', content: [thinking, text('See'), use('a_1'), use('b')] },
      { role: 'user', content: [result('a_1'), result('b')] },
    ],
  ],
  [
    'results come before what the user says',
    [call('a'), { role: 'user', content: 'wait' }, output('a')],
    [
      { role: 'assistant', content: [use('a')] },
      { role: 'user', content: [result('a'), text('wait')] },
    ],
  ],
  [
    'redacted thinking has no text, unsigned thinking does not pass',
    [
      { type: 'reasoning', summary: [], encrypted_content: 'data' },
      { type: 'reasoning', summary: [{ type: 'summary_text', text: 'x' }] },
      { role: 'assistant', content: 'y' },
    ],
    [{ role: 'assistant', content: [{ type: 'redacted_thinking', data: 'data' }, text('y')] }],
    ['gateway/dropped-reasoning'],
  ],
  [
    'a custom call is a tool with one string',
    [{ type: 'custom_tool_call', call_id: 'a', name: 'p', input: 'raw' }],
    [{ role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'p', input: { input: 'raw' } }] }],
  ],
  [
    'images and files',
    [
      {
        role: 'user',
        content: [
          { type: 'input_image', image_url: 'data:image/png;base64,AA==' },
          { type: 'input_image', image_url: 'https://x/y.png' },
          { type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,AA==' },
          { type: 'input_file', file_data: 'data:text/plain;base64,SGk=' },
          { type: 'input_file', file_url: 'https://x/y.pdf' },
        ],
      },
    ],
    [
      {
        role: 'user',
        content: [
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AA==' } },
          { type: 'image', source: { type: 'url', url: 'https://x/y.png' } },
          { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'AA==' }, title: 'a.pdf' },
          { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'Hi' } },
          { type: 'document', source: { type: 'url', url: 'https://x/y.pdf' } },
        ],
      },
    ],
  ],
]

const f = {
  type: 'function',
  name: 'f',
  description: 'F',
  parameters: { type: 'object', properties: {} },
  strict: true,
}
const tool = { name: 'f', description: 'F', input_schema: { type: 'object', properties: {} } }
const schema = { type: 'object' }
const effort = (value: string): Json => ({ reasoning: { effort: value } })

const FIELDS: [name: string, request: Json, fields: Json, reports?: readonly string[]][] = [
  ['max_tokens has a default', {}, { max_tokens: 4096, stream: true }],
  ['max_output_tokens', { max_output_tokens: 9 }, { max_tokens: 9 }],
  [
    'all instructions are system',
    {
      instructions: 'A',
      input: [
        { role: 'developer', content: 'B' },
        { role: 'user', content: 'q' },
        { role: 'system', content: 'C' },
      ],
    },
    { system: 'A\n\nB\n\nC' },
  ],
  ['tools', { tools: [f] }, { tools: [tool], tool_choice: undefined }],
  ['required', { tools: [f], tool_choice: 'required' }, { tool_choice: { type: 'any' } }],
  ['none', { tools: [f], tool_choice: 'none', parallel_tool_calls: false }, { tool_choice: { type: 'none' } }],
  [
    'one tool',
    { tools: [f], tool_choice: { type: 'function', name: 'f' } },
    { tool_choice: { type: 'tool', name: 'f' } },
  ],
  [
    'one by one',
    { tools: [f], parallel_tool_calls: false },
    { tool_choice: { type: 'auto', disable_parallel_tool_use: true }, parallel_tool_calls: undefined },
  ],
  [
    'thinking',
    effort('medium'),
    { thinking: { type: 'enabled', budget_tokens: 4096 }, max_tokens: 8192, reasoning: undefined },
  ],
  [
    'thinking within a limit',
    { ...effort('high'), max_output_tokens: 3000 },
    { thinking: { type: 'enabled', budget_tokens: 2999 }, max_tokens: 3000 },
  ],
  [
    'no room to think',
    { ...effort('low'), max_output_tokens: 500 },
    { thinking: undefined },
    ['gateway/dropped-reasoning-effort'],
  ],
  [
    'no thinking before a forced call',
    { ...effort('low'), tools: [f], tool_choice: 'required' },
    { thinking: undefined },
    ['gateway/dropped-reasoning-effort'],
  ],
  [
    'no thinking on calls made without',
    { ...effort('low'), input: [{ role: 'user', content: 'q' }, call('a'), output('a')] },
    { thinking: undefined },
    ['gateway/dropped-reasoning-effort'],
  ],
  [
    'thinking on calls made with it',
    { ...effort('low'), input: [{ role: 'user', content: 'q' }, sealed, call('a'), output('a')] },
    { thinking: { type: 'enabled', budget_tokens: 1024 } },
  ],
  ['no effort', effort('none'), { thinking: undefined }],
  ['temperature', { temperature: 0.5, top_p: 0.9 }, { temperature: 0.5, top_p: 0.9 }],
  ['a high temperature', { temperature: 1.5 }, { temperature: 1 }, ['gateway/changed-temperature']],
  [
    'no temperature while it thinks',
    { ...effort('low'), temperature: 0.5 },
    { temperature: undefined },
    ['gateway/dropped-temperature'],
  ],
  [
    'json_schema',
    { text: { format: { type: 'json_schema', name: 'n', schema } } },
    { output_config: { format: { type: 'json_schema', schema } } },
  ],
  ['stop', { stop: 'END' }, { stop_sequences: ['END'], stop: undefined }],
  ['the user', { safety_identifier: 's' }, { metadata: { user_id: 's' } }],
  ['logprobs', { top_logprobs: 3 }, { top_logprobs: undefined }, ['gateway/dropped-top-logprobs']],
  ['encrypted reasoning is what comes anyway', { include: ['reasoning.encrypted_content'] }, { include: undefined }],
]

describe('a Responses request becomes an Anthropic request', () => {
  it.each(INPUTS)('input: %s', (_name, input, messages, reported = []) => {
    const { body, reports } = translate({ input })
    expect(body['messages']).toEqual(messages)
    expect(reports).toEqual(reported)
  })

  it.each(FIELDS)('field: %s', (_name, request, fields, reported = []) => {
    const { body, reports } = translate(request)
    for (const [field, value] of Object.entries(fields)) expect({ [field]: body[field] }).toEqual({ [field]: value })
    expect(reports).toEqual(reported)
  })

  it('what it cannot do is refused', () => {
    expect(() => translate({ text: { format: { type: 'json_object' } } })).toThrow(ApiError)
    expect(() => translate({ input: [{ role: 'user', content: [{ type: 'input_audio', input_audio: {} }] }] })).toThrow(
      /input_audio/,
    )
  })
})
