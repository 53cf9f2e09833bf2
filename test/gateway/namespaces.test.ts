import { describe, expect, it } from 'vitest'
import { checkStream } from '../../packages/core/src/check/check.js'
import { eventsOf } from '../support/adapters/strict.js'
import { call, finish, role, text, usage } from './support/chat-frames.js'
import { frames } from './support/fake-backend.js'
import { ASK, running } from './support/running.js'

type Json = Record<string, unknown>

const parameters = { type: 'object', properties: { city: { type: 'string' } } }
const TOOLS = [
  {
    type: 'namespace',
    name: 'mcp.weather',
    description: 'All about weather.',
    tools: [
      { type: 'function', name: 'get', description: 'Gets it.', parameters, strict: false },
      { type: 'custom', name: 'note' },
    ],
  },
  { type: 'function', name: 'get', description: 'Another.', parameters, strict: false },
] as const

const chat = frames(
  role,
  call(0, '{"city":"mcp_weather__get"}', { id: 'call_1', name: 'mcp_weather__get' }),
  call(1, '{}', { id: 'call_2', name: 'get' }),
  call(2, '{"input":"Rain"}', { id: 'call_3', name: 'mcp_weather__note' }),
  finish('tool_calls'),
  usage,
  'data: [DONE]\n\n',
)

const anthropic = frames(
  { type: 'message_start', message: { id: 'msg_1', role: 'assistant', model: 'm', content: [], usage: {} } },
  ...['mcp_weather__get', 'get', 'mcp_weather__note'].flatMap((name, index) => [
    {
      type: 'content_block_start',
      index,
      content_block: { type: 'tool_use', id: `call_${index + 1}`, name, input: {} },
    },
    {
      type: 'content_block_delta',
      index,
      delta: {
        type: 'input_json_delta',
        partial_json: ['{"city":"mcp_weather__get"}', '{}', '{"input":"Rain"}'][index],
      },
    },
    { type: 'content_block_stop', index },
  ]),
  { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 3 } },
  { type: 'message_stop' },
)

const CALLS = [
  { type: 'function_call', namespace: 'mcp.weather', name: 'get', arguments: '{"city":"mcp_weather__get"}' },
  { type: 'function_call', name: 'get', arguments: '{}' },
  { type: 'custom_tool_call', namespace: 'mcp.weather', name: 'note', input: 'Rain' },
]

describe.each([
  ['chat-completions', chat],
  ['anthropic-messages', anthropic],
] as const)('tools in a namespace, in front of %s', (dialect, play) => {
  it('go out under one name and come back under their own', async () => {
    const { post, backend } = await running(play, { dialect })
    const body = await (await post({ ...ASK, tools: TOOLS })).text()
    expect(checkStream(body).issues).toEqual([])
    const events = eventsOf(body)
    const response = events.at(-1)?.['response'] as Json
    expect(response['output']).toMatchObject(CALLS)
    expect((response['output'] as Json[])[1]).not.toHaveProperty('namespace')
    expect(response['tools']).toMatchObject(TOOLS)
    for (const type of ['response.output_item.added', 'response.output_item.done']) {
      const items = events.filter((event) => event['type'] === type).map(({ item }) => item)
      expect(items).toMatchObject(CALLS.map(({ type, name }) => ({ type, name })))
    }
    const named = events.filter((event) => event['type'] === 'response.function_call_arguments.done')
    expect(named.map(({ name }) => name)).toEqual(['get', 'get'])
    const sent = backend.seen[0]?.body['tools'] as Json[]
    const plain = sent.map((tool) => (tool['function'] ?? tool) as Json)
    expect(plain.map(({ name }) => name)).toEqual(['mcp_weather__get', 'mcp_weather__note', 'get'])
    expect(plain[0]?.['description']).toBe('All about weather.\n\nGets it.')
  })

  it('without a stream, too', async () => {
    const { post } = await running(play, { dialect })
    const response = (await (await post({ ...ASK, tools: TOOLS, stream: false })).json()) as Json
    expect(response['output']).toMatchObject(CALLS)
    expect(response['tools']).toMatchObject(TOOLS)
  })

  it('past calls go back under the same name', async () => {
    const { post, backend } = await running(frames(), { dialect })
    const input = [
      { role: 'user', content: 'Hi' },
      { ...CALLS[0], call_id: 'call_1' },
      { type: 'function_call_output', call_id: 'call_1', output: 'sunny' },
    ]
    await (await post({ ...ASK, tools: TOOLS, input })).text()
    expect(JSON.stringify(backend.seen[0]?.body['messages'])).toContain('"name":"mcp_weather__get"')
  })
})

describe('tool_choice finds a tool in a namespace', () => {
  it.each([
    ['the whole namespace', [{ type: 'namespace', name: 'mcp.weather' }], ['mcp_weather__get', 'mcp_weather__note']],
    ['one of its tools', [{ type: 'custom', name: 'note' }], ['mcp_weather__note']],
  ])('allowed_tools: %s', async (_name, tools, left) => {
    const { post, backend } = await running(chat)
    await (await post({ ...ASK, tools: TOOLS, tool_choice: { type: 'allowed_tools', mode: 'auto', tools } })).text()
    const sent = backend.seen[0]?.body['tools'] as { function: Json }[]
    expect(sent.map((tool) => tool.function['name'])).toEqual(left)
  })

  it('by name', async () => {
    const { post, backend } = await running(frames(role, text('x')))
    await (await post({ ...ASK, tools: TOOLS, tool_choice: { type: 'custom', name: 'note' } })).text()
    expect(backend.seen[0]?.body['tool_choice']).toEqual({ type: 'function', function: { name: 'mcp_weather__note' } })
  })

  it('long names are cut so that they stay different and the same in every turn', async () => {
    const long = (name: string): Json => ({ type: 'function', name: `${'x'.repeat(60)}${name}`, parameters })
    const tools = [{ type: 'namespace', name: 'crm', description: '', tools: [long('a'), long('b')] }]
    const { post, backend } = await running(chat)
    for (let turn = 0; turn < 2; turn++) await (await post({ ...ASK, tools })).text()
    const names = backend.seen.map(({ body }) =>
      (body['tools'] as { function: { name: string } }[]).map((tool) => tool.function.name),
    )
    expect(names[0]).toEqual(names[1])
    expect(new Set(names[0]).size).toBe(2)
    for (const name of names[0] ?? []) expect(name).toMatch(/^crm__[\w-]{1,59}$/)
  })
})
