import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { checkStream, createNormalizer } from '@strict-responses/core'
import { describe, expect, it } from 'vitest'
import { explain } from '../../packages/cli/inspector/trace/repair-rules.js'
import { Trace } from '../../packages/cli/inspector/trace/trace.js'
import { judge } from '../../packages/cli/inspector/trace/verdict.js'
import { UPSTREAMS } from '../../packages/cli/src/demo/upstreams/upstreams.js'
import { missing } from '../../packages/core/src/assemble/part-names.js'
import { FAMILIES } from '../../packages/core/src/protocol/families.js'
import { FAULTY, STRICT } from '../cli/streams.js'
import { textOf } from '../support/adapters/strict.js'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Traces a text; the ids and the clock are fixed, so that two runs can be compared. */
function traced(text: string, size = Number.POSITIVE_INFINITY): Trace {
  let id = 0
  const trace = new Trace({ generateId: (prefix) => `${prefix}_${id++}`, now: () => 0 }, () => 0)
  const all = bytes(text)
  for (let at = 0; at < all.length; at += size) [...trace.push(all.subarray(at, at + size))]
  trace.end(undefined)
  return trace
}

const EXAMPLES = Object.entries(UPSTREAMS).map(([name, { chunks }]) => [name, chunks.join('')] as const)

describe.each(EXAMPLES)('%s', (_, text) => {
  it('is shown whole on both sides, and leaves as the normalizer lets it', () => {
    const trace = traced(text)
    expect(trace.steps.map((step) => step.text).join('')).toBe(text)
    let id = 0
    const normalizer = createNormalizer({
      path: '/v1/responses',
      generateId: (prefix) => `${prefix}_${id++}`,
      now: () => 0,
    })
    const left = Buffer.concat([normalizer.push(text), normalizer.end()]).toString()
    expect(trace.steps.flatMap(({ outputs }) => outputs.map((output) => output.text)).join('')).toBe(left)
    expect(trace.output.join('')).toBe(left)
  })

  it('shows every repair once, each with its rule', () => {
    const trace = traced(text)
    const shown = trace.steps.flatMap(({ outputs, unplaced }) => [
      ...outputs.flatMap(({ repairs }) => repairs),
      ...unplaced,
    ])
    expect(shown).toHaveLength(trace.repairs)
    // Turning another dialect into Responses is no repair: a faultless stream of one has none.
    if (trace.dialect === 'responses') expect(trace.repairs).toBeGreaterThan(0)
    for (const { code } of shown)
      expect([code, explain(code)]).toEqual([code, { what: expect.any(String), anchor: expect.any(String) }])
  })

  it('has a tree that ends with the text that left', () => {
    const trace = traced(text)
    const nodes = (trace.tree.root?.children ?? []).flatMap((item) => [item, ...item.children])
    const shown = nodes.filter(({ type }) => type === 'output_text').map((node) => node.textAt(trace.steps.length))
    expect(shown.join('')).toBe(textOf(trace.output.join('')))
    for (const node of nodes) {
      expect(node.textAt(node.opened - 1)).toBe('')
      expect(node.closed).toBeGreaterThanOrEqual(node.opened)
    }
    expect(trace.tree.root?.statusAt(trace.steps.length)).toBe(trace.outcome)
  })

  it('is judged as check judges it, each issue at the frame it stands in', async () => {
    const trace = traced(text)
    const { input, output, issues } = await judge(trace, {})
    expect(input).toEqual(checkStream(text))
    expect(output.ok).toBe(true)
    for (const [index, here] of issues) {
      const step = trace.steps[index]
      for (const { at } of here) if (at.type && step?.kind === 'frame') expect(step.text).toContain(at.type)
    }
    expect([...issues.values()].flat()).toHaveLength(trace.dialect === 'responses' ? input.issues.length : 0)
  })

  it('does not change with the pieces it comes in', () => {
    expect(traced(text, 7).steps).toEqual(traced(text).steps)
  })
})

describe('a trace', () => {
  it('shows a strict stream as it came', () => {
    const trace = traced(STRICT)
    expect(trace.repairs).toBe(0)
    expect(new Set(trace.steps.flatMap(({ outputs }) => outputs.map(({ relation }) => relation)))).toEqual(
      new Set(['same']),
    )
    expect(trace.steps).toHaveLength(15)
  })

  it('tells what was mended from what was added', () => {
    const step = traced(FAULTY).steps.find(({ facts }) => facts.type === 'response.content_part.done')
    expect(step?.outputs.map(({ facts, relation }) => [facts.type, relation])).toEqual([
      ['response.output_text.done', 'added'],
      ['response.content_part.done', 'mended'],
    ])
    expect(step?.outputs[0]?.repairs.map(({ code }) => code)).toContain('lifecycle/missing-output-text-done')
  })

  it('has a row of its own for an end that breaks', () => {
    const trace = new Trace()
    for (const chunk of UPSTREAMS['cut']?.chunks ?? []) [...trace.push(bytes(chunk))]
    trace.end({ error: new Error('socket hang up'), what: 'the connection breaks' })
    expect(trace.steps.at(-1)).toMatchObject({ kind: 'end', facts: { type: 'the connection breaks' } })
    expect(trace.outcome).toBe('failed')
    expect(checkStream(trace.output.join('')).ok).toBe(true)
  })

  it('leaves a stream of another kind as it came', () => {
    const text = 'data: {"jsonrpc":"2.0","id":1,"result":{}}\n\ndata: {"jsonrpc":"2.0"}\n\n'
    const trace = traced(text)
    expect(trace.foreign).toBe(true)
    expect(trace.output.join('')).toBe(text)
  })

  it.each(['\n', '\r\n', '\r'])('cuts frames and counts lines with %j', (end) => {
    const text = `: hi\n\n\n${STRICT}`.replaceAll('\n', end)
    for (const size of [1, 3, Number.POSITIVE_INFINITY]) {
      const { steps } = traced(text, size)
      expect(steps.map((step) => step.text).join('')).toBe(text)
      expect(steps.map(({ line }) => line).slice(0, 4)).toEqual([1, 3, 7, 10])
    }
  })
})

describe('the table of repairs', () => {
  const source = fileURLToPath(new URL('../../packages/core/src/', import.meta.url))
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^(?!check\/).*\.ts$/.test(file),
  )
  const codes = new Set(
    files.flatMap((file) =>
      [...readFileSync(source + file, 'utf8').matchAll(/'([a-z]+\/[a-z-]+)'/g)].map(([, code = '']) => code),
    ),
  )
  for (const { done } of FAMILIES) codes.add(missing(done))
  for (const part of ['output_item', 'content_part', 'reasoning_summary_part', 'shell_call_command'])
    for (const what of ['added', 'done'])
      if (part !== 'shell_call_command' || what === 'added') codes.add(missing(`response.${part}.${what}`))
  for (const index of ['item-id', 'output-index', 'content-index', 'summary-index', 'annotation-index'])
    codes.add(`ids/${index}`)
  for (const fault of ['invalid-json', 'too-deep']) codes.add(`framing/${fault}`)
  // Also in quotes: a content type, and what only agents that yield drafts can get wrong.
  for (const other of ['text/event-stream', 'application/zip', 'agent/unknown']) codes.delete(other)

  it('explains every code in the core', () => {
    expect(codes.size).toBeGreaterThan(50)
    expect([...codes].filter((code) => !explain(code))).toEqual([])
  })
})
