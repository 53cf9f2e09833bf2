import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { model } from '../conformance/arbitraries.js'
import { canonical, MIXED, type ModelItem, strictEvents, TEXT, TOOL_CALL } from '../conformance/fixtures/canonical.js'
import { FAULTY } from '../conformance/fixtures/faulty.js'
import { type Event, write } from '../conformance/fixtures/sse.js'
import { sloppiness, writeSloppily } from '../conformance/sloppy.js'
import { type Carried, compare, judgeAnthropic, judgeChat, judgeResponses } from './oracle.js'

const same = { profile: 'openai', itemwise: true } as const

const joined = (items: readonly ModelItem[], type: ModelItem['type']): string =>
  items.flatMap((item) => (item.type === type ? item.deltas : [])).join('')

describe('the oracle', () => {
  it('reads back what a strict stream says', () => {
    fc.assert(
      fc.property(model, (items) => {
        const carried = judgeResponses(canonical(items))
        expect(carried.text).toBe(joined(items, 'message'))
        expect(carried.refusal).toBe(joined(items, 'refusal'))
        expect(carried.reasoning.length).toBe((joined(items, 'reasoning') + joined(items, 'reasoning_text')).length)
        expect(carried.tools.map((tool) => tool.arguments).join()).toBe(
          items.flatMap((item) => (item.type === 'function_call' ? [item.deltas.join('')] : [])).join(),
        )
        expect(carried.outcome).toBe('completed')
      }),
    )
  })

  it('reads the same from a sloppy server', () => {
    const said = model.filter((items) => items.length > 0)
    fc.assert(
      fc.property(said, sloppiness, (items, how) => {
        expect(compare(judgeResponses(canonical(items)), judgeResponses(writeSloppily(items, how)), same)).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it.each(FAULTY)('knows what $name says and how it ends', (fixture) => {
    const carried = judgeResponses(fixture.stream)
    expect(carried.text).toBe(fixture.text)
    expect(carried.reasoning).toBe(fixture.reasoning ?? '')
    expect(carried.outcome === 'cut' ? 'failed' : carried.outcome).toBe(fixture.outcome)
  })

  it.each([
    ['loses a delta', (events: Event[]) => events.filter((event) => event.delta !== 'lo, wörld ')],
    [
      'says a delta twice',
      (events: Event[]) => events.flatMap((event) => (event.delta === 'Hel' ? [event, event] : [event])),
    ],
    ['turns the order', (events: Event[]) => [...events.slice(0, 4), events[5]!, events[4]!, ...events.slice(6)]],
  ])('notices an output that %s', (_, harm) => {
    const output = judgeResponses(write(harm(strictEvents(TEXT)).filter((event) => isNoRepeat(event))))
    expect(compare(judgeResponses(canonical(TEXT)), output, same)).not.toEqual([])
  })

  it('notices a lost, renamed or changed tool call', () => {
    const input = judgeResponses(canonical(MIXED))
    const change = (tools: Carried['tools']): string[] => compare(input, { ...input, tools }, same)
    expect(change(input.tools.slice(1))).not.toEqual([])
    expect(change(input.tools.toReversed())).not.toEqual([])
    expect(change(input.tools.map((tool) => ({ ...tool, name: 'other' })))).not.toEqual([])
    expect(change(input.tools.map((tool) => ({ ...tool, callId: 'other' })))).not.toEqual([])
    expect(change(input.tools.map((tool) => ({ ...tool, arguments: '{"n":3}' })))).not.toEqual([])
    expect(change(input.tools)).toEqual([])
  })

  it('calls a stream cut only where nothing shows that it is whole', () => {
    const events = strictEvents(TOOL_CALL)
    expect(judgeResponses(write(events.slice(0, -1))).outcome).toBe('completed')
    expect(judgeResponses(write(events.slice(0, -2))).outcome).toBe('cut')
    expect(judgeResponses('').outcome).toBe('cut')
  })

  it('reads chat: choice 0, parallel calls with or without index, one thought said twice', () => {
    const chunk = (delta: object, finish: string | null = null, index = 0): string =>
      `data: ${JSON.stringify({ choices: [{ index, delta, finish_reason: finish }] })}\n\n`
    const call = (id: string | undefined, name: string | undefined, args: string, index?: number): object => ({
      tool_calls: [{ index, id, function: { name, arguments: args } }],
    })
    const carried = judgeChat(
      chunk({ reasoning: 'hm', reasoning_content: 'hm' }) +
        chunk({ content: 'Hi' }) +
        chunk({ content: 'other' }, null, 1) +
        chunk(call('a', 'f', '{', 0)) +
        chunk(call(undefined, undefined, '}', 0)) +
        chunk(call('b', 'f', '{}', 0)) +
        chunk(call('c', 'g', '[]')) +
        chunk({}, 'tool_calls') +
        'data: [DONE]\n\n',
    )
    expect(carried).toMatchObject({ text: 'Hi', reasoning: 'hm', outcome: 'completed' })
    expect(carried.tools.map((tool) => `${tool.callId} ${tool.name} ${tool.arguments}`)).toEqual([
      'a f {}',
      'b f {}',
      'c g []',
    ])
  })

  it('reads Anthropic: blocks by index, input whole or in pieces', () => {
    const event = (value: { type: string; [key: string]: unknown }): string =>
      `event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`
    const carried = judgeAnthropic(
      event({ type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '' } }) +
        event({ type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'hm' } }) +
        event({ type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } }) +
        event({ type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'Hi' } }) +
        event({
          type: 'content_block_start',
          index: 2,
          content_block: { type: 'tool_use', id: 't', name: 'f', input: { a: 1 } },
        }) +
        event({ type: 'message_delta', delta: { stop_reason: 'max_tokens' }, usage: { output_tokens: 3 } }) +
        event({ type: 'message_stop' }),
    )
    expect(carried).toMatchObject({ text: 'Hi', reasoning: 'hm', outcome: 'incomplete', usage: { output: 3 } })
    expect(carried.tools).toMatchObject([{ callId: 't', name: 'f', arguments: '{"a":1}' }])
  })
})

/** The deltas alone: a `done` would give the oracle the whole text again. */
const isNoRepeat = (event: Event): boolean =>
  ![
    'response.output_text.done',
    'response.content_part.done',
    'response.output_item.done',
    'response.completed',
  ].includes(event.type)
