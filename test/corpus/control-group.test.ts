import { checkStream } from '@strict-responses/core'
import { afterAll, describe, expect, it } from 'vitest'
import { byName, bytesOf, CORPUS_ABSENT, corpusAvailable, recordings } from '../support/corpus.js'
import { differences, pair, type RawFrame, rawFrames } from '../support/corpus-frames.js'
import { decode, normalize } from '../support/corpus-normalize.js'
import { EXCEPTIONS } from './control-group-exceptions.js'

const rows = recordings('responses').filter((row) => row.provider === 'openai' && row.fidelity === 'raw')

/** What may be added to OpenAI's own streams, and nothing else. */
const ALLOWED = new Set([
  'response.function_call_arguments.done +name',
  'response.completed +response.usage.input_tokens_details.cache_write_tokens',
  'response.incomplete +response.usage.input_tokens_details.cache_write_tokens',
  'response.failed +response.usage.input_tokens_details.cache_write_tokens',
  'added [DONE]',
])

const framing = (frame: RawFrame): string => frame.raw.replace(/^data:.*$/m, 'data:')

/** Every change that `fix` made, frame by frame. */
function changes(input: string, output: string): string[] {
  const { pairs, dropped, added } = pair(rawFrames(input), rawFrames(output))
  return [
    ...pairs.flatMap(([before, after]) => {
      if (before.raw === after.raw) return []
      const found = differences(before.json, after.json)
      // A frame that needs nothing is not even written again: same bytes.
      const rewritten = found.length === 0 ? ['rewritten'] : []
      const reframed = framing(before) === framing(after) ? [] : ['reframed']
      return [...found, ...rewritten, ...reframed].map((what) => `${after.type} ${what}`)
    }),
    ...dropped.map((frame) => `dropped ${frame.type}`),
    ...added.map((frame) => `added ${frame.type}`),
  ]
}

const lines = (list: readonly string[]): string => [...new Set(list)].sort().join('\n')

/** What `check` may say of them. */
const ALLOWED_ISSUE = /^done\/missing |^fields\/missing .*\b(name|cache_write_tokens)\b/

describe.skipIf(!corpusAvailable)(`control group${corpusAvailable ? '' : ` (${CORPUS_ABSENT})`}`, () => {
  afterAll(() => {
    console.log(`control group: ${rows.length} recordings of OpenAI, ${EXCEPTIONS.length} reviewed exceptions`)
  })

  it('has its recordings', () => {
    expect(rows.length).toBeGreaterThanOrEqual(34)
  })

  it.each(byName(rows))('fix does no harm to %s', (_, row) => {
    const input = decode(bytesOf(row))
    const found = new Set(changes(input, normalize([bytesOf(row)]).text))
    const excused = EXCEPTIONS.filter((one) => one.file === row.file).flatMap((one) => one.changes)
    expect(lines([...found].filter((one) => !ALLOWED.has(one)))).toBe(lines(excused))
  })

  it.each(byName(rows))('check finds no fault in %s', async (_, row) => {
    const report = await checkStream(bytesOf(row))
    const found = report.issues.map(({ code, message }) => `${code} ${message}`)
    const excused = EXCEPTIONS.filter((one) => one.file === row.file).map((one) => one.rule)
    const faults = found.filter((issue) => !ALLOWED_ISSUE.test(issue))
    expect(lines(faults.map((issue) => issue.split(' ')[0] ?? ''))).toBe(lines(excused))
  })

  it('each exception names a recording of the group and gives a reason', () => {
    for (const { file, rule, reason } of EXCEPTIONS) {
      expect(rows.map((row) => row.file)).toContain(file)
      expect(rule).toMatch(/^[a-z-]+\/[a-z-]+$/)
      expect(reason.length).toBeGreaterThan(20)
    }
  })
})
