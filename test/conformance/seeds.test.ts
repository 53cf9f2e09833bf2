import { checkStream } from '@strict-responses/core'
import { describe, expect, it } from 'vitest'
import { normalize } from '../support/corpus-normalize.js'
import { readFrames } from '../support/oracle.js'
import { faulty } from './fixtures/faulty.js'

const codes = async (stream: Uint8Array | string): Promise<string[]> => [
  ...new Set((await checkStream(stream)).issues.map((issue) => issue.code as string)),
]

const types = (stream: Uint8Array | string): string[] =>
  readFrames(stream).map((frame) => (frame.json as { type?: string } | undefined)?.type ?? frame.data)

const jsonOf = (stream: Uint8Array | string, type: string): Record<string, unknown> =>
  readFrames(stream).find((frame) => (frame.json as { type?: string } | undefined)?.type === type)?.json as Record<
    string,
    unknown
  >

const SEEDS = {
  errorBody: faulty('llama-stack #5224').stream,
  internalError: faulty('llama-stack #4942').stream,
  llamaCpp: faulty('llama.cpp #24957').stream,
  doneTwice: faulty('llama-stack #5012 / #4744, doubled').stream,
  doneAbsent: faulty('llama-stack #5012 / #4744, absent').stream,
  doneEarly: faulty('llama-stack #5012 / #4744, instead of the terminal event').stream,
  noTextDone: faulty('llama-stack #5308').stream,
}

describe('the five seed defects', () => {
  it('llama-stack #5224: an HTTP error body in mid-stream becomes an error event and response.failed', async () => {
    const raw = await codes(SEEDS.errorBody)
    expect(raw.some((code) => code.startsWith('error/'))).toBe(true)
    expect(types(SEEDS.errorBody)).not.toContain('error')
    const { bytes, outcome } = normalize([SEEDS.errorBody])
    expect(await codes(bytes)).toEqual([])
    expect(types(bytes).slice(-3)).toEqual(['error', 'response.failed', '[DONE]'])
    expect(jsonOf(bytes, 'error')).toMatchObject({ code: '400', message: 'model not found', param: null })
    expect(outcome).toBe('failed')
  })

  it('llama-stack #4942: internal_error with a traceback becomes server_error with a safe message', async () => {
    const raw = await codes(SEEDS.internalError)
    expect(raw.some((code) => code.startsWith('error/'))).toBe(true)
    expect(SEEDS.internalError).toContain('Traceback')
    const { bytes, text } = normalize([SEEDS.internalError])
    expect(await codes(bytes)).toEqual([])
    expect(jsonOf(bytes, 'response.failed')).toMatchObject({
      response: { status: 'failed', error: { code: 'server_error' } },
    })
    for (const leak of ['Traceback', 'internal_error', 'llama_stack', 'sk-live']) expect(text).not.toContain(leak)
  })

  it('llama.cpp #24957: numbers, indexes and required fields are there', async () => {
    const raw = await codes(SEEDS.llamaCpp)
    expect(raw.some((code) => code.startsWith('sequence/'))).toBe(true)
    expect(SEEDS.llamaCpp).not.toContain('sequence_number')
    const { bytes } = normalize([SEEDS.llamaCpp])
    expect(await codes(bytes)).toEqual([])
    expect(jsonOf(bytes, 'response.created')).toMatchObject({ sequence_number: 0, response: { output: [], tools: [] } })
    expect(jsonOf(bytes, 'response.output_text.delta')).toMatchObject({ content_index: 0, logprobs: [] })
  })

  it('llama-stack #5012 / #4744: exactly one [DONE], last, whatever came in', async () => {
    expect((await codes(SEEDS.doneTwice)).some((code) => code.startsWith('done/'))).toBe(true)
    expect(await codes(SEEDS.doneAbsent)).toContain('done/missing')
    expect((await codes(SEEDS.doneEarly)).length).toBeGreaterThan(0)
    for (const stream of [SEEDS.doneTwice, SEEDS.doneAbsent, SEEDS.doneEarly]) {
      const { bytes } = normalize([stream])
      expect(await codes(bytes)).toEqual([])
      expect(types(bytes).filter((type) => type === '[DONE]')).toHaveLength(1)
      expect(types(bytes).slice(-2)).toEqual(['response.completed', '[DONE]'])
    }
  })

  it('llama-stack #5012 / #4744: no [DONE] for clients that parse it as JSON', async () => {
    const { bytes } = normalize([SEEDS.doneTwice], { done: false })
    expect(types(bytes)).not.toContain('[DONE]')
    expect((await checkStream(bytes, { done: false })).issues).toEqual([])
  })

  it('llama-stack #5308: output_text.done comes with the whole text, before content_part.done', async () => {
    expect(await codes(SEEDS.noTextDone)).toContain('lifecycle/missing-output-text-done')
    expect(types(SEEDS.noTextDone)).not.toContain('response.output_text.done')
    const { bytes } = normalize([SEEDS.noTextDone])
    expect(await codes(bytes)).toEqual([])
    expect(jsonOf(bytes, 'response.output_text.done')).toMatchObject({ text: 'Hello, wörld 🌍!', logprobs: [] })
    const order = types(bytes)
    expect(order.indexOf('response.output_text.done')).toBe(order.indexOf('response.content_part.done') - 1)
  })

  it('llama.cpp #16109: an `error:` line, a field that SSE does not have, is an error', async () => {
    const stream = faulty('llama.cpp #16109').stream
    expect(await codes(stream)).toContain('framing/unknown-field')
    const { bytes } = normalize([stream])
    expect(await codes(bytes)).toEqual([])
    expect(jsonOf(bytes, 'error')).toMatchObject({ message: 'slot is gone' })
  })
})
