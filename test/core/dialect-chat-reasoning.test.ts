import { describe, expect, it } from 'vitest'
import { createChatCompletions } from '../../packages/core/src/dialects/chat-completions/chat-completions.js'
import type { NormalizerOptions } from '../../packages/core/src/options.js'
import { chunk, draft, finish, type Input, type Said } from './dialect-drafts.js'

const chat = (frames: readonly Input[], options?: NormalizerOptions): Said =>
  draft(createChatCompletions, frames, options)

const stop = finish('stop')

describe('reasoning fields', () => {
  it.each(['reasoning', 'reasoning_content', 'reasoning_text'])('%s', (field) => {
    const said = chat([chunk({ [field]: 'hm' }), chunk({ content: 'a' }), stop])
    expect([said.reasoning, said.text]).toEqual(['hm', 'a'])
  })

  it('go where the option says', () => {
    const said = chat([chunk({ reasoning: 'hm' }), stop], { reasoning: 'content' })
    expect([said.all('response.reasoning_text.delta'), said.reasoning]).toEqual(['hm', ''])
  })

  it('that say the same are one thought', () => {
    const details = [{ type: 'reasoning.text', text: 'hm', index: 0 }]
    const said = chat([chunk({ reasoning: 'hm', reasoning_content: 'hm', reasoning_details: details }), stop])
    expect([said.reasoning, said.reports]).toEqual(['hm', []])
  })

  it('that differ both leave', () => {
    expect(chat([chunk({ reasoning: 'b', reasoning_content: 'a' }), stop]).reasoning).toBe('ab')
  })

  it('win over details that disagree, with a report', () => {
    const said = chat([chunk({ reasoning: 'a', reasoning_details: [{ type: 'reasoning.text', text: 'b' }] }), stop])
    expect([said.reasoning, said.reports]).toEqual(['a', ['dialect/reasoning-details']])
  })
})

describe('reasoning_details', () => {
  it('alone give text and summaries', () => {
    const said = chat([
      chunk({ reasoning_details: [{ type: 'reasoning.text', text: 'a' }] }),
      chunk({ reasoning_details: [{ type: 'reasoning.summary', summary: 'b' }] }),
      stop,
    ])
    expect(said.reasoning).toBe('ab')
  })

  it('keep what is encrypted, the id of the item, and begin another item after it', () => {
    const summary = { type: 'reasoning.summary', summary: 'a', id: 'rs_1' }
    const said = chat([
      chunk({ reasoning: 'a', reasoning_details: [summary] }),
      chunk({ reasoning_details: [{ type: 'reasoning.encrypted', data: 'E', id: 'rs_1' }] }),
      chunk({ reasoning_details: [{ type: 'reasoning.encrypted', data: 'F', id: 'rs_2' }] }),
      chunk({ content: 'x' }),
      stop,
    ])
    expect(said.drafts.slice(1, 6)).toEqual([
      { type: 'response.output_item.added', output_index: 0, item: { type: 'reasoning', id: 'rs_1', summary: [] } },
      { type: 'response.reasoning_summary_text.delta', output_index: 0, delta: 'a' },
      { type: 'response.output_item.done', output_index: 0, item: { type: 'reasoning', encrypted_content: 'E' } },
      { type: 'response.output_item.added', output_index: 1, item: { type: 'reasoning', id: 'rs_2', summary: [] } },
      { type: 'response.output_item.done', output_index: 1, item: { type: 'reasoning', encrypted_content: 'F' } },
    ])
  })

  it('keep the signature of Claude', () => {
    const said = chat([chunk({ reasoning_details: [{ type: 'reasoning.text', text: 'a', signature: 'S' }] }), stop])
    expect(said.of('response.output_item.done')[0]?.['item']).toEqual({ type: 'reasoning', encrypted_content: 'S' })
  })

  it('ids that name no reasoning item are not used', () => {
    const said = chat([
      chunk({ reasoning_details: [{ type: 'reasoning.text', text: 'a', id: 'reasoning-text-1' }] }),
      stop,
    ])
    expect(said.of('response.output_item.added')).toEqual([])
  })

  it('of LiteLLM are thinking_blocks', () => {
    const said = chat([
      chunk({ reasoning_content: 'a', thinking_blocks: [{ type: 'thinking', thinking: 'a', signature: '' }] }),
      chunk({ thinking_blocks: [{ type: 'thinking', thinking: '', signature: 'S' }] }),
      chunk({ thinking_blocks: [{ type: 'redacted_thinking', data: 'R' }] }),
      stop,
    ])
    expect(said.reasoning).toBe('a')
    expect(
      said.of('response.output_item.done').map(({ item }) => (item as { encrypted_content: string }).encrypted_content),
    ).toEqual(['S', 'R'])
  })
})

describe('Q-CCR-03 think tags', () => {
  const whole = ' \n<think>some <b> </ thinking</think>\n\nthe <think>answer</think>'

  it('stay text without the option', () => {
    const said = chat([chunk({ content: whole }), stop])
    expect([said.text, said.reasoning]).toEqual([whole, ''])
  })

  it('split wherever the chunks are cut', () => {
    for (let size = 1; size <= whole.length; size++) {
      const parts = whole.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
      const said = chat([...parts.map((content) => chunk({ content })), stop], { thinkTags: true })
      expect([said.reasoning, said.text], `size ${size}`).toEqual([
        ' \nsome <b> </ thinking',
        '\n\nthe <think>answer</think>',
      ])
    }
  })

  it.each([
    ['<thin', '<thin', ''],
    ['  ', '  ', ''],
    ['plain <think>', 'plain <think>', ''],
    ['<think>never closed</thi', '', 'never closed</thi'],
  ])('flush what was held: %j', (content, text, reasoning) => {
    const characters = [...content].map((one) => chunk({ content: one }))
    for (const end of [[stop], []]) {
      const said = chat([...characters, ...end], { thinkTags: true })
      expect([said.text, said.reasoning]).toEqual([text, reasoning])
    }
  })

  it('keep the log probabilities of text that passes whole', () => {
    const logprobs = { content: [{ token: 'a', logprob: -1, bytes: [97], top_logprobs: [] }] }
    const said = chat([chunk({ content: 'a' }, {}, { logprobs }), stop], { thinkTags: true })
    expect(said.of('response.output_text.delta')[0]?.['logprobs']).toEqual(logprobs.content)
    const held = chat([chunk({ content: '<' }), chunk({ content: 'a' }, {}, { logprobs }), stop], { thinkTags: true })
    expect(held.of('response.output_text.delta')).toEqual([
      { type: 'response.output_text.delta', output_index: 0, delta: '<a' },
    ])
  })
})
