import { describe, expect, it } from 'vitest'
import { createChatCompletions } from '../../packages/core/src/dialects/chat-completions/chat-completions.js'
import type { JsonObject } from '../../packages/core/src/json.js'
import type { NormalizerOptions } from '../../packages/core/src/options.js'
import { expectLinear } from '../support/cpu-time.js'
import { chunk, type DraftedCall, draft, finish, type Input, type Said } from './dialect-drafts.js'

const chat = (frames: readonly Input[], options?: NormalizerOptions): Said =>
  draft(createChatCompletions, frames, options)

const end = finish('tool_calls')

/** A fragment: index, id, name, arguments; what is undefined is absent. */
const part = (index?: unknown, id?: unknown, name?: unknown, args?: unknown): JsonObject => ({
  ...(index !== undefined && { index }),
  ...(id !== undefined && { id }),
  type: 'function',
  function: { ...(name !== undefined && { name }), ...(args !== undefined && { arguments: args }) },
})
const tools = (...tool_calls: JsonObject[]): JsonObject => chunk({ tool_calls })
const call = (name: string, callId: unknown, text: string): DraftedCall => ({
  type: 'function_call',
  name,
  callId,
  text,
})
const run = (...fragments: JsonObject[]): Said => chat([...fragments.map((one) => tools(one)), end])

describe('tool calls', () => {
  it('stream their arguments', () => {
    const said = run(
      part(0, 'c1', 'f', ''),
      part(0, undefined, undefined, '{"a'),
      part(0, undefined, undefined, '":1}'),
    )
    expect(said.drafts.slice(1)).toEqual([
      {
        type: 'response.output_item.added',
        output_index: 0,
        item: { type: 'function_call', name: 'f', call_id: 'c1', arguments: '' },
      },
      { type: 'response.function_call_arguments.delta', output_index: 0, delta: '{"a' },
      { type: 'response.function_call_arguments.delta', output_index: 0, delta: '":1}' },
      { type: 'response.completed', response: { status: 'completed' } },
    ])
  })

  it('come after text and reasoning under keys of their own', () => {
    const said = chat([
      chunk({ reasoning: 'r' }),
      chunk({ content: 't' }),
      tools(part(0, 'c', 'f', '{}')),
      chunk({ content: 'u' }),
      end,
    ])
    expect(said.drafts.slice(1, -1).map(({ output_index }) => output_index)).toEqual([0, 1, 2, 2, 1])
  })

  it('interleave', () => {
    const said = run(
      part(0, 'a', 'f', '['),
      part(1, 'b', 'g', '{'),
      part(0, undefined, undefined, '1]'),
      part(1, undefined, undefined, '}'),
    )
    expect(said.calls).toEqual([call('f', 'a', '[1]'), call('g', 'b', '{}')])
  })

  it('come whole in one chunk', () => {
    expect(chat([tools(part(0, 'a', 'f', '{}'), part(1, 'b', 'f', '{}')), end]).calls).toEqual([
      call('f', 'a', '{}'),
      call('f', 'b', '{}'),
    ])
  })

  it('take arguments as an object', () => {
    expect(run(part(0, 'a', 'f', { x: 1 })).calls).toEqual([call('f', 'a', '{"x":1}')])
    expect(run(part(0, 'a', 'f', {})).calls).toEqual([call('f', 'a', '{}')])
    expect(run(part(0, 'a', 'f', {}), part(0, undefined, undefined, '{"x":1}')).calls).toEqual([
      call('f', 'a', '{"x":1}'),
    ])
  })

  it('take one call that is no array, and a body without its wrapper', () => {
    expect(chat([chunk({ tool_calls: { id: 'a', name: 'f', arguments: '{}' } }), end]).calls).toEqual([
      call('f', 'a', '{}'),
    ])
  })

  it('wait for a late name', () => {
    const said = run(part(0, 'a', undefined, '{"x"'), part(0, undefined, undefined, ':'), part(0, undefined, 'f', '1}'))
    expect(said.calls).toEqual([call('f', 'a', '{"x":1}')])
    expect(said.of('response.function_call_arguments.delta')).toHaveLength(1)
  })

  it('wait for a late id until the first argument', () => {
    expect(run(part(0, undefined, 'f', ''), part(0, 'a', undefined, '{}')).calls).toEqual([call('f', 'a', '{}')])
    const late = run(part(0, undefined, 'f', '{'), part(0, 'a', undefined, '}'))
    expect(late.calls).toEqual([call('f', undefined, '{}')])
    expect(late.reports).toEqual(['dialect/tool-call-id'])
  })

  it('that never get a name leave with their arguments at the end, with a report', () => {
    const said = run(part(0, 'a', undefined, '{}'))
    expect([said.calls, said.reports]).toEqual([[call('', 'a', '{}')], ['dialect/tool-call-name']])
    expect(chat([tools(part(0, 'a', undefined, '{}'))]).calls).toEqual([call('', 'a', '{}')])
    expect(run(part(0, 'a')).calls).toEqual([])
  })

  it('without arguments appear at the end, not when cut', () => {
    expect(run(part(0, undefined, 'f', '')).calls).toEqual([call('f', undefined, '')])
    expect(chat([tools(part(0, undefined, 'f', ''))]).calls).toEqual([])
  })

  it('never lose or compare argument text', () => {
    const text = ['{"a":1}', '{"a":1}', 'x', 'x', ' ']
    const said = run(part(0, 'a', 'f', ''), ...text.map((one) => part(0, undefined, undefined, one)))
    expect(said.calls).toEqual([call('f', 'a', text.join(''))])
  })

  it('of the legacy kind', () => {
    const frames = [{ name: 'f', arguments: '' }, { arguments: '{"a"' }, { arguments: ':1}' }]
    expect(chat([...frames.map((function_call) => chunk({ function_call })), finish('function_call')]).calls).toEqual([
      call('f', undefined, '{"a":1}'),
    ])
  })

  it('are not slowed by long arguments under a made-up id for every fragment', () => {
    expectLinear((length) => {
      const fragments = Array.from({ length }, (_, n) => part(0, `id-${n}`, undefined, '{"a":[{}]},'))
      return () => {
        const said = run(part(0, 'first', 'f', '['), ...fragments)
        expect(said.calls).toHaveLength(1)
        expect(said.calls[0]?.callId).toBe('first')
      }
    }, 5000)
  })
})

describe('Q-CCT-01 every call has index 0', () => {
  it('a new id is a new call', () => {
    const said = run(part(0, 'a', 'f', '{"path":"a"}'), part(0, 'b', 'f', '{"path":"b"}'))
    expect(said.calls).toEqual([call('f', 'a', '{"path":"a"}'), call('f', 'b', '{"path":"b"}')])
  })

  it('fragments go to the newest', () => {
    const said = run(
      part(0, 'a', 'f', '{}'),
      part(0, 'b', 'f', ''),
      part(0, undefined, undefined, '{"x'),
      part(0, undefined, undefined, '":1}'),
    )
    expect(said.calls).toEqual([call('f', 'a', '{}'), call('f', 'b', '{"x":1}')])
  })

  it('a new name without an id is a new call, the same name only after whole arguments', () => {
    expect(run(part(0, '', 'f', '{}'), part(0, '', 'g', '{}')).calls).toEqual([
      call('f', undefined, '{}'),
      call('g', undefined, '{}'),
    ])
    expect(run(part(0, '', 'f', '{"a":1}'), part(0, '', 'f', '{"a":2}')).calls).toHaveLength(2)
    expect(run(part(0, '', 'f', '{"a"'), part(0, '', 'f', ':1}')).calls).toEqual([call('f', undefined, '{"a":1}')])
  })

  it('one id for all calls (TGI) is told apart by names and whole arguments', () => {
    const said = run(
      part(0, '0', 'f', '{"a"'),
      part(0, '0', null, ':1}'),
      part(0, '0', 'g', '{'),
      part(0, '0', null, '}'),
      part(0, '0', 'g', '[]'),
    )
    expect(said.calls.map(({ name, text }) => [name, text])).toEqual([
      ['f', '{"a":1}'],
      ['g', '{}'],
      ['g', '[]'],
    ])
  })
})

describe('Q-CCT-02 no index', () => {
  it('an id begins a call, arguments alone go to the last', () => {
    const said = run(
      part(undefined, 'a', 'f', '{'),
      part(undefined, undefined, undefined, '}'),
      part(undefined, 'b', 'g', ''),
      part(undefined, '', '', '{}'),
    )
    expect(said.calls).toEqual([call('f', 'a', '{}'), call('g', 'b', '{}')])
  })

  it('a name without an id begins one as well', () => {
    expect(run(part(undefined, '', 'f', '{}'), part(undefined, '', 'f', '{}')).calls).toHaveLength(2)
    expect(run(part(null, 'a', 'f', ''), part(null, undefined, 'f', '{}')).calls).toEqual([call('f', 'a', '{}')])
  })

  it('two in one chunk', () => {
    expect(chat([tools(part(undefined, 'a', 'f', '{}'), part(undefined, 'b', 'g', '{}')), end]).calls).toHaveLength(2)
  })
})

describe('Q-CCT-03 fragments under an index without a call', () => {
  it('go to the last call while it is being written', () => {
    const said = run(part(0, 'a', 'f', '{"x"'), part(1, undefined, undefined, ':'), part(2, undefined, undefined, '1}'))
    expect(said.calls).toEqual([call('f', 'a', '{"x":1}')])
    expect(said.reports).toEqual(['dialect/tool-call-index'])
  })

  it('are kept apart where they could belong to another', () => {
    const said = run(
      part(0, 'a', 'f', '{'),
      part(1, 'b', 'g', '{'),
      part(0, undefined, undefined, '}'),
      part(7, undefined, undefined, '}'),
    )
    expect(said.calls.map(({ text }) => text)).toEqual(['{}', '{', '}'])
    expect(said.reports).toEqual(['dialect/tool-call-index', 'dialect/tool-call-name'])
  })
})

describe('one index, one call', () => {
  it('Q-CCT-04 several entries of one index in one chunk are one call', () => {
    const said = chat([
      tools(part(0, 'a', 'f', ''), part(0, undefined, undefined, '{"x"'), part(0, undefined, undefined, ':1}')),
      end,
    ])
    expect(said.calls).toEqual([call('f', 'a', '{"x":1}')])
  })

  it('Q-CCT-05 fragments that interleave stay with their index', () => {
    const said = run(
      part(0, 'a', 'f', ''),
      part(1, 'b', 'g', ''),
      part(1, undefined, undefined, '[2'),
      part(0, undefined, undefined, '[1'),
      part(1, undefined, undefined, ']'),
      part(0, undefined, undefined, ']'),
    )
    expect(said.calls).toEqual([call('f', 'a', '[1]'), call('g', 'b', '[2]')])
  })

  it('Q-CCT-06 an empty id and name on continuations say nothing', () => {
    const said = run(part(0, 'a', 'f', ''), part(0, '', '', '{"x"'), part(0, '', null, ':1}'))
    expect(said.calls).toEqual([call('f', 'a', '{"x":1}')])
  })

  it('Q-CCT-07 an empty name on continuations says nothing', () => {
    const said = run(part(0, 'a', 'f', ''), part(0, undefined, '', '{}'))
    expect(said.calls).toEqual([call('f', 'a', '{}')])
  })

  it('Q-CC-25 a whole call that comes again is dropped', () => {
    for (const index of [0, 1, undefined]) {
      const said = run(
        part(0, 'a', 'f', '{"x"'),
        part(0, undefined, undefined, ':1}'),
        part(index, 'a', 'f', '{"x":1}'),
      )
      expect(said.calls).toEqual([call('f', 'a', '{"x":1}')])
      expect(said.reports).toEqual(['dialect/tool-call-repeated'])
    }
  })

  it('id and name in every fragment are no repetition', () => {
    const said = run(part(0, 'a', 'f', ''), part(0, 'a', 'f', '{}'), part(0, 'a', 'f', ''))
    expect(said.calls).toEqual([call('f', 'a', '{}')])
    expect(said.reports).toEqual([])
  })
})

describe('custom tools', () => {
  const request = {
    tools: [
      { type: 'custom', name: 'apply_patch' },
      { type: 'function', name: 'f' },
    ],
  }
  const patch = '*** Begin Patch\n"x"'
  const custom = (text: string): DraftedCall => ({ type: 'custom_tool_call', name: 'apply_patch', callId: 'a', text })

  it('Q-CT-01 a function call to a custom tool gives its one string argument as input', () => {
    const [one, two] = [JSON.stringify({ patch }).slice(0, 9), JSON.stringify({ patch }).slice(9)]
    for (const body of [request, { tools: [{ type: 'custom', custom: { name: 'apply_patch' } }] }]) {
      const said = chat([tools(part(0, 'a', 'apply_patch', one)), tools(part(0, undefined, undefined, two)), end], {
        request: () => body,
      })
      expect(said.calls).toEqual([custom(patch)])
      expect(said.of('response.custom_tool_call_input.delta')).toHaveLength(1)
    }
  })

  it.each(['{"a":"x","b":"y"}', '{"a":1}', 'no json', '{"a":"cut'])(
    'give arguments that are no such thing as they are: %s',
    (text) => {
      const said = chat([tools(part(0, 'a', 'apply_patch', text)), end], { request })
      expect([said.calls, said.reports]).toEqual([[custom(text)], ['dialect/custom-tool-input']])
      expect(chat([tools(part(0, 'a', 'apply_patch', text))], { request }).calls).toEqual([custom(text)])
    },
  )

  it('Q-CT-02 only the declaration decides: a function stays one', () => {
    expect(run(part(0, 'a', 'apply_patch', '{"patch":"x"}')).calls).toEqual([call('apply_patch', 'a', '{"patch":"x"}')])
    const answered = { index: 0, id: 'a', type: 'custom', custom: { name: 'f', input: '{}' } }
    expect(chat([tools(answered), end], { request }).calls).toEqual([call('f', 'a', '{}')])
  })

  it('Q-CT-03 custom deltas stream as input, none is lost', () => {
    const parts = Array.from({ length: 55 }, (_, n) => `line ${n}\n`)
    const first = { index: 0, id: 'a', type: 'custom', custom: { name: 'apply_patch', input: '' } }
    const frames = [first, ...parts.map((input) => ({ index: 0, custom: { input } }))].map((one) => tools(one))
    for (const options of [{}, { request }]) {
      const said = chat([...frames, end], options)
      expect(said.calls).toEqual([custom(parts.join(''))])
      expect(said.of('response.custom_tool_call_input.delta')).toHaveLength(55)
    }
  })
})
