import { readFileSync } from 'node:fs'
import { createNormalizer, type Repair } from '@strict-responses/core'
import { describe, expect, it } from 'vitest'
import { CORPUS_ABSENT, corpusAvailable, recordings } from '../support/corpus.js'
import { canonical } from './fixtures/canonical.js'

const STRICT = canonical([{ type: 'message', deltas: ['Hel', 'lo', ' world'] }])

/** What leaves for a stream, frame by frame, and the repairs that were told with each. */
function framesOf(input: string): { sent: string[]; told: Repair[][] } {
  const told: Repair[][] = []
  let now: Repair[] = []
  const normalizer = createNormalizer({ path: '/v1/responses', onRepair: (repair) => now.push(repair) })
  const sent = (input.match(/[\s\S]+?\n\n/g) ?? []).map((frame) => {
    now = []
    told.push(now)
    return new TextDecoder().decode(normalizer.push(frame))
  })
  return { sent, told }
}

/** Changes that no other repair has a name for. */
const CHANGES: Readonly<Record<string, readonly [from: RegExp, to: string, fields: RegExp]>> = {
  'another response id in the middle': [
    /(event: response\.in_progress\n[^\n]*"id":")[^"]+/,
    '$1resp_other',
    /response\.in_progress left with another response/,
  ],
  'a part whose text is not empty when it opens': [
    /(response\.content_part\.added","sequence_number":\d+,[^\n]*"text":)""/,
    '$1"Hel"',
    /response\.content_part\.added left with another part/,
  ],
}

describe('no change goes untold', () => {
  it('and a strict stream has none', () => {
    const { sent, told } = framesOf(STRICT)
    expect(sent.join('')).toBe(STRICT)
    expect(told.flat()).toEqual([])
  })

  it.each(Object.entries(CHANGES))('%s', (_, [from, to, message]) => {
    const faulty = STRICT.replace(from, to)
    expect(faulty).not.toBe(STRICT)
    const { told } = framesOf(faulty)
    expect(told.flat()).toContainEqual({
      code: 'fields/changed',
      message: expect.stringMatching(message),
      sequenceNumber: expect.any(Number),
    })
  })

  it.each([
    ['in the same chunk', true],
    ['in a later one', false],
  ])('nor what comes after the end, %s', (_, together) => {
    const repairs: Repair[] = []
    const normalizer = createNormalizer({ path: '/v1/responses', onRepair: (repair) => repairs.push(repair) })
    for (const chunk of together ? [STRICT + STRICT] : [STRICT, ': comment\n\n', STRICT, STRICT]) normalizer.push(chunk)
    expect(repairs.map(({ code }) => code)).toEqual(['lifecycle/event-after-end'])
  })

  it('nor what comes after the end in the same frame', () => {
    const repairs: Repair[] = []
    const normalizer = createNormalizer({ path: '/v1/responses', onRepair: (repair) => repairs.push(repair) })
    const late = JSON.stringify({
      type: 'response.output_text.delta',
      output_index: 0,
      content_index: 0,
      delta: 'late',
    })
    const joined = STRICT.replace(/(\{"type":"response\.completed".*)\n\n/, `$1${late}\n\n`)
    expect(new TextDecoder().decode(normalizer.push(joined))).toBe(STRICT)
    expect(repairs.map(({ code }) => code)).toContain('lifecycle/event-after-end')
  })

  it.skipIf(!corpusAvailable)('in no recording of the Responses API', () => {
    const untold: string[] = []
    for (const { file, path } of recordings('responses')) {
      const input = readFileSync(path, 'utf8')
      const { sent, told } = framesOf(input)
      const output = sent.join('')
      const frames = input.match(/[\s\S]+?\n\n/g) ?? []
      // Some recordings hold two replies: what comes after the end is told once.
      const end = frames.findIndex((frame) => /"type": ?"response\.(completed|failed|incomplete)"/.test(frame))
      // A call that waits to open leaves later: by what leaves, not by when.
      const changed = frames.slice(0, end + 1).filter((frame) => !output.includes(frame))
      if (told.flat().length < changed.length)
        untold.push(`${file}: ${changed.length} changed, ${told.flat().length} told`)
    }
    expect(untold).toEqual([])
  })

  if (!corpusAvailable) console.info(CORPUS_ABSENT)
})
