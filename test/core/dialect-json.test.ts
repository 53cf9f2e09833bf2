import { checkStream, createNormalizer, type NormalizerOptions, readJsonReply } from '@strict-responses/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JSON_REPLIES, OTHER_JSON } from '../adapters/cases/json-replies.js'
import { issuesOf, profile, runs } from '../conformance/property.js'
import { eventsOf } from '../support/adapters/strict.js'
import { decode, encode, normalize } from '../support/corpus-normalize.js'
import { PROFILES } from '../support/corpus-suite.js'
import { saidBy } from '../support/said-by.js'

const OPTIONS: NormalizerOptions = { expandJson: true, path: '/v1/responses' }

describe.each(PROFILES)('a JSON reply, profile %s', (profile) => {
  it.each(JSON_REPLIES)('$name becomes a strict stream that says all of it', async ({ body, said }) => {
    const { text } = normalize([JSON.stringify(body)], { ...OPTIONS, profile })
    expect((await checkStream(text, { profile })).issues).toEqual([])
    expect(saidBy(text)).toEqual(said)
    expect(normalize([text], { profile }).text).toBe(text)
  })

  it.each(JSON_REPLIES)('$name says the same however it is written and cut', ({ body }) => {
    const plain = normalize([JSON.stringify(body)], { ...OPTIONS, profile }).text
    const indented = encode(JSON.stringify(body, null, 2))
    expect(normalize([indented], { ...OPTIONS, profile }).text).toBe(plain)
    const pieces = Array.from({ length: Math.ceil(indented.length / 5) }, (_, i) => indented.subarray(5 * i, 5 * i + 5))
    expect(normalize(pieces, { ...OPTIONS, profile }).text).toBe(plain)
  })
})

describe('a JSON reply', () => {
  it.each(OTHER_JSON)('$name is none', ({ body }) => {
    expect(readJsonReply(encode(JSON.stringify(body)))).toBe(undefined)
    const text = JSON.stringify(body)
    expect(normalize([text], OPTIONS)).toMatchObject({ state: 'foreign', text })
  })

  it('what is no JSON, or only half of it, is none', () => {
    for (const text of ['', 'no', '{"object":"response"', 'data: {"object":"response"}'])
      expect(readJsonReply(encode(text))).toBe(undefined)
  })

  it('is one frame of its dialect, however it is indented', () => {
    const reply = readJsonReply(encode('\r\n {\r\n"object":\r"response",\n"output":[\n{\n}\n]\n}\n'))
    expect(reply?.dialect).toBe('responses')
    expect(decode(reply?.frame ?? new Uint8Array())).toMatch(/^data: \{[^\r\n]*\}\n\n$/)
  })

  it.each(JSON_REPLIES)('$name: its frame is what a normalizer of its dialect reads', ({ body, said }) => {
    const reply = readJsonReply(encode(JSON.stringify(body)))
    const normalizer = createNormalizer({ expandJson: true, dialect: reply?.dialect })
    const text = [normalizer.push(reply?.frame ?? ''), normalizer.end()].map((bytes) => decode(bytes)).join('')
    expect(saidBy(text)).toEqual(said)
  })

  it('means nothing to a stream without the option', () => {
    const response = `data: ${JSON.stringify(JSON_REPLIES[0]?.body)}\n\n`
    expect(normalize([response], { path: '/v1/responses' })).toMatchObject({ state: 'foreign', text: response })
    const message = `data: ${JSON.stringify(JSON_REPLIES.find(({ name }) => name === 'an Anthropic message')?.body)}\n\n`
    expect(normalize([message], { path: '/v1/responses' })).toMatchObject({ state: 'foreign', text: message })
  })

  it('a Response whose text was cut in the middle of a call keeps the bytes of its arguments', () => {
    const call = {
      type: 'function_call',
      id: 'fc_1',
      call_id: 'c',
      name: 'f',
      arguments: '{"a":',
      status: 'incomplete',
    }
    const body = { object: 'response', id: 'resp_1', status: 'incomplete', output: [call] }
    const { text } = normalize([JSON.stringify(body)], OPTIONS)
    expect(checkStream(text).issues).toEqual([])
    expect(saidBy(text)).toMatchObject({ outcome: 'incomplete', calls: ['{"a":'] })
    const done = eventsOf(text).find((event) => event['type'] === 'response.output_item.done')
    expect(done?.['item']).toMatchObject({ arguments: '{"a":', status: 'incomplete' })
  })

  it('a Response in the background is no end: named as Responses it fails', () => {
    const body = { object: 'response', id: 'resp_1', status: 'queued', output: [] }
    const { text, outcome } = normalize([JSON.stringify(body)], { expandJson: true, dialect: 'responses' })
    expect(outcome).toBe('failed')
    expect(checkStream(text).issues).toEqual([])
  })

  it('annotations of a Response stay with its text', () => {
    const annotation = { type: 'url_citation', url: 'https://example.com', title: 'E', start_index: 0, end_index: 2 }
    const content = [{ type: 'output_text', text: 'Hi', annotations: [annotation] }]
    const message = { type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content }
    const body = { object: 'response', id: 'resp_1', status: 'completed', output: [message] }
    const { text } = normalize([JSON.stringify(body)], OPTIONS)
    expect(checkStream(text).issues).toEqual([])
    expect(text.match(/"url":"https:\/\/example.com"/g)?.length).toBeGreaterThanOrEqual(2)
  })
})

/** A reply in which values have been dropped, swapped or replaced, as text. */
const spoiled = fc
  .tuple(
    fc.constantFrom(...JSON_REPLIES),
    fc.array(fc.tuple(fc.nat(), fc.jsonValue({ maxDepth: 2 })), { maxLength: 4 }),
  )
  .map(([{ body }, edits]) => {
    let count = 0
    const all = new Map(edits.map(([at, value]) => [at % 40, value]))
    return JSON.stringify(body, (key, value: unknown) => {
      const at = count++
      return key !== '' && all.has(at) ? all.get(at) : value
    })
  })

describe('a spoiled JSON reply', () => {
  it('is a strict stream, or untouched', async () => {
    await fc.assert(
      fc.asyncProperty(spoiled, profile, async (text, profile) => {
        const output = normalize([text], { ...OPTIONS, profile })
        if (output.outcome === undefined) expect(output.text).toBe(text)
        else expect(await issuesOf(output.bytes, { profile })).toEqual([])
      }),
      runs(6),
    )
  })
})
