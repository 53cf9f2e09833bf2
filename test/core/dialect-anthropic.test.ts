import { describe, expect, it } from 'vitest'
import {
  createAnthropicMessages,
  isAnthropicEvent,
} from '../../packages/core/src/dialects/anthropic-messages/anthropic-messages.js'
import type { JsonObject } from '../../packages/core/src/json.js'
import type { NormalizerOptions } from '../../packages/core/src/options.js'
import { draft, type Input, type Said } from './dialect-drafts.js'

const read = (frames: readonly Input[], options?: NormalizerOptions): Said =>
  draft(createAnthropicMessages, frames, options)

const start = (message: JsonObject = {}): JsonObject => ({
  type: 'message_start',
  message: { id: 'msg_1', model: 'claude', content: [], usage: { input_tokens: 10, output_tokens: 1 }, ...message },
})
const open = (index: number, content_block: JsonObject): JsonObject => ({
  type: 'content_block_start',
  index,
  content_block,
})
const delta = (index: number, type: string, more: JsonObject): JsonObject => ({
  type: 'content_block_delta',
  index,
  delta: { type, ...more },
})
const text = (index: number, value: string): JsonObject => delta(index, 'text_delta', { text: value })
const json = (index: number, partial_json: string): JsonObject => delta(index, 'input_json_delta', { partial_json })
const close = (index: number): JsonObject => ({ type: 'content_block_stop', index })
const ended = (stop_reason: string, usage?: JsonObject): JsonObject => ({
  type: 'message_delta',
  delta: { stop_reason },
  usage,
})
const stop = { type: 'message_stop' }
const textBlock = (index: number, value: string): JsonObject[] => [
  open(index, { type: 'text', text: '' }),
  text(index, value),
  close(index),
]
const whole = (...blocks: JsonObject[][]): JsonObject[] => [start(), ...blocks.flat(), ended('end_turn'), stop]

describe('text', () => {
  it('becomes text deltas, the model goes first, the id is another kind of id', () => {
    const said = read([start(), { type: 'ping' }, ...textBlock(0, 'hi'), ended('end_turn', { output_tokens: 5 }), stop])
    expect(said.ids).toEqual(['msg_1'])
    expect(said.drafts).toEqual([
      { type: 'response.created', response: { model: 'claude' } },
      { type: 'response.output_text.delta', output_index: 0, delta: 'hi' },
      {
        type: 'response.completed',
        response: {
          status: 'completed',
          usage: {
            input_tokens: 10,
            input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
            output_tokens: 5,
            output_tokens_details: { reasoning_tokens: 0 },
            total_tokens: 15,
          },
        },
      },
    ])
    expect(said.reports).toEqual([])
  })

  it('of neighbouring blocks is one message, after another block a new one', () => {
    const tool = [open(2, { type: 'tool_use', id: 't', name: 'f', input: {} }), close(2)]
    const said = read(whole(textBlock(0, 'a'), textBlock(1, 'b'), tool, textBlock(3, 'c')))
    expect(said.of('response.output_text.delta').map(({ output_index }) => output_index)).toEqual([0, 0, 2])
  })

  it('that a block starts with counts', () => {
    expect(read(whole([open(0, { type: 'text', text: 'a' }), text(0, 'b'), close(0)])).text).toBe('ab')
  })

  it('whose block nobody started leaves', () => {
    expect(read([start(), text(0, 'a'), ended('end_turn'), stop]).text).toBe('a')
  })
})

describe('citations', () => {
  const cite = (index: number, citation: JsonObject): JsonObject => delta(index, 'citations_delta', { citation })
  const web = { type: 'web_search_result_location', url: 'https://a', title: 'A', cited_text: 'x' }

  it('with a URL cover the text of their block', () => {
    const said = read(
      whole(
        textBlock(0, 'one '),
        [open(1, { type: 'text', text: '', citations: [] }), cite(1, web), text(1, 'two'), close(1)],
        textBlock(2, ' three'),
      ),
    )
    expect(said.text).toBe('one two three')
    expect(said.of('response.output_text.annotation.added')).toEqual([
      {
        type: 'response.output_text.annotation.added',
        output_index: 0,
        annotation: { type: 'url_citation', url: 'https://a', title: 'A', start_index: 4, end_index: 7 },
      },
    ])
  })

  it('without one are reported', () => {
    const said = read(
      whole([
        open(0, { type: 'text', text: '' }),
        cite(0, { type: 'char_location', document_index: 0 }),
        text(0, 'a'),
        close(0),
      ]),
    )
    expect([said.text, said.reports]).toEqual(['a', ['dialect/unsupported-citation']])
  })

  it('of a block that was cut leave as well', () => {
    const said = read([start(), open(0, { type: 'text', text: '' }), cite(0, web), text(0, 'a')])
    expect(said.of('response.output_text.annotation.added')).toHaveLength(1)
    expect(said.terminal).toBeUndefined()
  })
})

describe('thinking', () => {
  const block = [
    open(0, { type: 'thinking', thinking: '', signature: '' }),
    delta(0, 'thinking_delta', { thinking: 'hm' }),
    delta(0, 'thinking_delta', { thinking: 'm' }),
    delta(0, 'signature_delta', { signature: 'S1' }),
    delta(0, 'signature_delta', { signature: 'S2' }),
    close(0),
  ]

  it('goes where the option says, with its signature', () => {
    const said = read(whole(block, textBlock(1, 'a')))
    expect(said.reasoning).toBe('hmm')
    expect(said.of('response.output_item.done')).toEqual([
      { type: 'response.output_item.done', output_index: 0, item: { type: 'reasoning', encrypted_content: 'S1S2' } },
    ])
    expect(read(whole(block), { reasoning: 'content' }).all('response.reasoning_text.delta')).toBe('hmm')
  })

  it('without a signature, or with half of one, has no encrypted content', () => {
    expect(read(whole(block.filter((_, at) => at !== 3 && at !== 4))).of('response.output_item.done')).toEqual([])
    expect(read([start(), ...block.slice(0, 4)]).of('response.output_item.done')).toEqual([])
  })

  it('that is redacted is a reasoning item of its own', () => {
    const said = read(whole(block, [open(1, { type: 'redacted_thinking', data: 'R' }), close(1)], textBlock(2, 'a')))
    expect(said.of('response.output_item.done').map(({ output_index, item }) => [output_index, item])).toEqual([
      [0, { type: 'reasoning', encrypted_content: 'S1S2' }],
      [1, { type: 'reasoning', encrypted_content: 'R' }],
    ])
  })
})

describe('tool_use', () => {
  const block = (input: unknown, ...deltas: string[]): JsonObject[] => [
    open(0, { type: 'tool_use', id: 'toolu_1', name: 'f', input }),
    ...deltas.map((part) => json(0, part)),
    close(0),
  ]
  const called = (value: string): unknown => ({ type: 'function_call', name: 'f', callId: 'toolu_1', text: value })

  it('streams its arguments', () => {
    const said = read([start(), ...block({}, '', '{"a"', ':1}'), ended('tool_use'), stop])
    expect(said.calls).toEqual([called('{"a":1}')])
    expect(said.of('response.function_call_arguments.delta')).toHaveLength(2)
    expect(said.terminal?.type).toBe('response.completed')
  })

  it('without deltas has the input that it started with', () => {
    expect(read(whole(block({ player: 'one' }))).calls).toEqual([called('{"player":"one"}')])
    expect(read(whole(block({}))).calls).toEqual([called('{}')])
    expect(read(whole(block({}, ''))).calls).toEqual([called('{}')])
  })

  it('that is cut keeps the bytes received', () => {
    const [opened, ...rest] = block({}, '{"a')
    expect(read([start(), opened, rest[0]]).calls).toEqual([called('{"a')])
    expect(read([start(), opened]).of('response.function_call_arguments.delta')).toEqual([])
  })

  it('whose block never stops in a message that does is whole', () => {
    expect(read([start(), ...block({}).slice(0, 1), ended('tool_use'), stop]).calls).toEqual([called('{}')])
  })

  it('of a custom tool gives its one string argument as input', () => {
    const request = { tools: [{ type: 'custom', name: 'f' }] }
    const said = read(whole(block({}, '{"input":"a', 'b"}')), { request })
    expect(said.calls).toEqual([{ type: 'custom_tool_call', name: 'f', callId: 'toolu_1', text: 'ab' }])
    expect(read([start(), ...block({}, '{"input":"a').slice(0, 2)], { request }).calls[0]?.text).toBe('{"input":"a')
  })
})

describe('server tools', () => {
  it('that search the web are web_search_call items', () => {
    const result = {
      type: 'web_search_tool_result',
      tool_use_id: 's',
      content: [{ type: 'web_search_result', url: 'https://a' }],
    }
    const search = [
      open(0, { type: 'server_tool_use', id: 's', name: 'web_search', input: {} }),
      json(0, '{"query":'),
      json(0, '"q"}'),
      close(0),
    ]
    const action = { type: 'search', query: 'q' }
    const said = read(whole(search, [open(1, result), close(1)]))
    expect(said.drafts.slice(1, 3)).toEqual([
      {
        type: 'response.output_item.added',
        output_index: 0,
        item: { type: 'web_search_call', status: 'in_progress', action },
      },
      {
        type: 'response.output_item.done',
        output_index: 0,
        item: {
          type: 'web_search_call',
          status: 'completed',
          action: { ...action, sources: [{ type: 'url', url: 'https://a' }] },
        },
      },
    ])
    const failed = read(
      whole(search, [
        open(1, { ...result, content: { type: 'web_search_tool_result_error', error_code: 'x' } }),
        close(1),
      ]),
    )
    expect(failed.drafts[2]?.['item']).toEqual({ type: 'web_search_call', status: 'failed', action })
    expect(failed.reports).toEqual([])
  })

  it('of MCP are mcp_call items', () => {
    const call = [
      open(0, { type: 'mcp_tool_use', id: 'm', name: 'echo', server_name: 'srv', input: {} }),
      json(0, '{"a":1}'),
      close(0),
    ]
    const result = (is_error: boolean): JsonObject[] => [
      open(1, { type: 'mcp_tool_result', tool_use_id: 'm', is_error, content: [{ type: 'text', text: 'out' }] }),
      close(1),
    ]
    const said = read(whole(call, result(false)))
    const item = { type: 'mcp_call', name: 'echo', server_label: 'srv' }
    expect(said.drafts.slice(1, 4)).toEqual([
      { type: 'response.output_item.added', output_index: 0, item: { ...item, arguments: '' } },
      { type: 'response.mcp_call_arguments.delta', output_index: 0, delta: '{"a":1}' },
      {
        type: 'response.output_item.done',
        output_index: 0,
        item: { ...item, status: 'completed', output: 'out', error: null },
      },
    ])
    expect(read(whole(call, result(true))).drafts[3]?.['item']).toEqual({
      ...item,
      status: 'failed',
      output: null,
      error: 'out',
    })
  })

  it('that Responses cannot say are reported, not guessed', () => {
    const said = read(
      whole(
        textBlock(0, 'a'),
        [
          open(1, { type: 'server_tool_use', id: 's', name: 'bash_code_execution', input: {} }),
          json(1, '{"command":"ls"}'),
          close(1),
        ],
        [open(2, { type: 'bash_code_execution_tool_result', tool_use_id: 's', content: { stdout: 'x' } }), close(2)],
        [open(3, { type: 'compaction', content: null }), delta(3, 'compaction_delta', { content: 'sum' }), close(3)],
        textBlock(4, 'b'),
      ),
    )
    expect([said.text, said.calls]).toEqual(['ab', []])
    expect(said.reports).toEqual([
      'dialect/unsupported-block',
      'dialect/unsupported-block',
      'dialect/unsupported-block',
    ])
  })
})

describe('stop reasons', () => {
  it.each([
    ['end_turn', undefined],
    ['stop_sequence', undefined],
    ['tool_use', undefined],
    ['pause_turn', undefined],
    ['max_tokens', 'max_output_tokens'],
    ['model_context_window_exceeded', 'max_output_tokens'],
    ['refusal', 'content_filter'],
  ])('%s', (reason, why) => {
    const said = read([start(), ...textBlock(0, 'a'), ended(reason), stop])
    expect(said.terminal?.type).toBe(why ? 'response.incomplete' : 'response.completed')
    expect(said.response['incomplete_details']).toEqual(why && { reason: why })
    expect(said.reports).toEqual([])
  })

  it('nobody knows complete the response, with a report', () => {
    const said = read([start(), ended('new_reason'), stop])
    expect([said.terminal?.type, said.reports]).toEqual(['response.completed', ['dialect/unknown-finish-reason']])
  })
})

describe('the end', () => {
  it('needs message_stop, a stop reason or [DONE]', () => {
    expect(read([start(), ...textBlock(0, 'a')]).terminal).toBeUndefined()
    expect(read([start(), ...textBlock(0, 'a'), ended('max_tokens')]).terminal?.type).toBe('response.incomplete')
    expect(read([start(), ...textBlock(0, 'a'), stop]).terminal?.type).toBe('response.completed')
    expect(read([start(), ...textBlock(0, 'a'), '[DONE]']).terminal?.type).toBe('response.completed')
    expect(read(['[DONE]']).drafts).toEqual([])
  })

  it('comes once; what follows is dropped', () => {
    const said = read([...whole(textBlock(0, 'a')), start(), ...textBlock(0, 'b'), stop, '[DONE]'])
    expect([said.text, said.of('response.completed').length, said.reports]).toEqual(['a', 1, ['dialect/after-end']])
  })

  it('a second message_start before it is reported and dropped', () => {
    const said = read([start(), start({ id: 'msg_2', model: 'other' }), ...textBlock(0, 'a'), ended('end_turn'), stop])
    expect(said.reports).toEqual(['dialect/duplicate-message-start'])
    expect([said.ids, said.of('response.created').length, said.text]).toEqual([['msg_1'], 1, 'a'])
  })

  it('of a message that is whole in message_start', () => {
    const content = [
      { type: 'text', text: 'a' },
      { type: 'tool_use', id: 't', name: 'f', input: { x: 1 } },
    ]
    const said = read([start({ content, stop_reason: 'tool_use' }), stop])
    expect([said.text, said.calls]).toEqual(['a', [{ type: 'function_call', name: 'f', callId: 't', text: '{"x":1}' }]])
  })
})

describe('usage', () => {
  it('merges both ends, counts cached input as input, and ignores nulls', () => {
    const first = { input_tokens: 5, cache_creation_input_tokens: 7, cache_read_input_tokens: 11, output_tokens: 1 }
    const last = { input_tokens: null, output_tokens: 20, output_tokens_details: { thinking_tokens: 4 } }
    const said = read([start({ usage: first }), ended('end_turn', last), stop])
    expect(said.response['usage']).toEqual({
      input_tokens: 23,
      input_tokens_details: { cached_tokens: 11, cache_write_tokens: 7 },
      output_tokens: 20,
      output_tokens_details: { reasoning_tokens: 4 },
      total_tokens: 43,
    })
  })
})

describe('errors', () => {
  const overloaded = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }

  it('are handed on whole, with the usage so far', () => {
    const said = read([start(), ...textBlock(0, 'a'), overloaded, stop])
    expect([said.text, said.errors, said.terminal]).toEqual(['a', [overloaded], undefined])
    expect(said.drafts.at(-1)?.type).toBe('response.failed')
    expect(read([{ error: 'x' }]).errors).toEqual([{ error: 'x' }])
  })

  it('frames of another kind and deltas that fit nothing are reported', () => {
    const said = read([start(), { foo: 1 }, 'x', json(9, '{'), ended('end_turn'), stop])
    expect(said.reports).toEqual(['dialect/unknown-frame', 'dialect/unknown-frame', 'dialect/unknown-delta'])
  })
})

it.each([
  [start(), true],
  [text(0, 'a'), true],
  [stop, true],
  [{ type: 'ping' }, false],
  [{ type: 'error', error: {} }, false],
  [{ type: 'content-delta' }, false],
  [[], false],
  [null, false],
])('isAnthropicEvent(%j): %s', (value, is) => expect(isAnthropicEvent(value)).toBe(is))
