import { createNormalizer, declaredError, type NormalizerOptions } from '@strict-responses/core'
import { describe, expect, it } from 'vitest'
import { checkStream } from '../../packages/core/src/check/check.js'
import { delta } from '../support/adapters/faulty-stream.js'
import { cpuTime, expectLinear } from '../support/cpu-time.js'
import { EVENTS, pathsOf, replaced, written } from './support/canonical-events.js'

const MB = 1024 * 1024

/** Feeds it in pieces of `size` bytes; tells what left, and how long it took. */
function run(input: string, size: number, options: NormalizerOptions = {}): { stream: string; ms: number } {
  const bytes = Buffer.from(input)
  const normalizer = createNormalizer({ dialect: 'responses', ...options })
  const parts: Uint8Array[] = []
  const ms = cpuTime(() => {
    for (let at = 0; at < bytes.length; at += size) parts.push(normalizer.push(bytes.subarray(at, at + size)))
    parts.push(normalizer.end())
  })
  return { stream: Buffer.concat(parts).toString(), ms }
}

describe('processor time grows with the input, and no faster', () => {
  const SHAPES: Readonly<Record<string, (size: number) => () => unknown>> = {
    'one byte at a time': (size) => () => run(delta('x'.repeat(size)), 1),
    'a long line, in pieces': (size) => () => run(`data: "${'x'.repeat(size * 32)}`, 64),
    'many short lines in one frame': (size) => () => run(`${'data: {"a":\n'.repeat(size)}\n`, 4096),
    'many deltas of one item': (size) => () => run(delta('x').repeat(size / 4), 4096),
    'many items': (size) => () =>
      run(
        written(
          Array.from({ length: size / 32 }, (_, at) => ({
            type: 'response.output_item.done',
            output_index: at,
            item: { id: `msg_${at}`, type: 'message', role: 'assistant', content: [] },
          })),
        ),
        4096,
        { limits: { items: 1e9 } },
      ),
    'many empty deltas, each of another part': (size) => () =>
      run(
        written(
          Array.from({ length: size }, (_, at) => ({
            type: 'response.output_text.delta',
            content_index: at,
            delta: '',
          })),
        ),
        4096,
      ),
    'many annotations': (size) => () =>
      run(
        written(
          Array.from({ length: size / 16 }, (_, at) => ({
            type: 'response.output_text.annotation.added',
            annotation_index: at,
            annotation: { type: 'file_path', file_id: 'f', index: 0 },
          })),
        ),
        4096,
      ),
  }
  it.each(Object.entries(SHAPES))('%s', (_name, make) => expectLinear(make, 16_384))

  const PATTERNS = [
    'a',
    'at ',
    '://',
    ':',
    '1.',
    'a.',
    'a:1 ',
    '{"error":',
    '(',
    ' ',
    '\\n',
    '\n',
    'sk-',
    '/a',
    '@',
    'a@',
  ]
  const MORE = [
    'C:\\',
    '<',
    'Traceback ',
    '"',
    '=',
    'Bearer ',
    '0123456789abcdef',
    'at a (',
    'File "',
    '#1 a(',
    '%20',
    '[',
  ]
  it.each([...PATTERNS, ...MORE])('an error message of nothing but %j is made safe in no time', (pattern) => {
    const message = pattern.repeat(Math.ceil(MB / pattern.length))
    let safe: ReturnType<typeof declaredError> | undefined
    const ms = cpuTime(() => {
      safe = declaredError({ error: { message, code: message, type: message, param: message } })
    })
    expect(ms).toBeLessThan(2000)
    expect(safe?.message.length).toBeLessThanOrEqual(2048)
  })
})

describe('memory', () => {
  const HUGE = [2 ** 31, 2 ** 53, 1e308, -1, 1.5, '4294967294', null, []]
  it.each(HUGE)('an index of %j makes no room for what is not there', (index) => {
    for (const [at, event] of EVENTS.entries())
      for (const path of pathsOf(event)) {
        if (!String(path.at(-1)).endsWith('_index')) continue
        const before = process.memoryUsage().heapUsed
        const { stream, ms } = run(written(EVENTS.with(at, replaced(event, path, index) as never)), 1e9)
        expect(checkStream(stream).issues).toEqual([])
        expect(ms).toBeLessThan(1000)
        expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * MB)
      }
  })

  it('JSON nested deeper than the stack is no crash', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
    for (const event of EVENTS) {
      const nested = JSON.stringify({ ...event, nested: 0 }).replace('"nested":0', () => `"nested":${deep}`)
      const input = written(EVENTS).replace(written([event]), () => `data: ${nested}\n\n`)
      const { stream } = run(input, 1e9)
      const end = stream.slice(stream.lastIndexOf('event: '))
      expect(end).toMatch(/^event: response\.(?:completed|failed)\n.*\n\ndata: \[DONE\]\n\n$/)
    }
  })

  it('a small frame said again and again makes no large one leave each time', () => {
    const text = 'x'.repeat(100_000)
    for (const { type } of EVENTS.slice(0, -1)) {
      const again = written([{ type, output_index: 1, item_id: 'msg_1' }]).repeat(500)
      const { stream } = run(written(EVENTS.slice(0, 5)) + delta(text) + again, 4096)
      expect(checkStream(stream).issues, String(type)).toEqual([])
      expect(stream.length, String(type)).toBeLessThan(10 * text.length + 20 * again.length)
    }
  })

  it('frames of no use count towards the output that a stream may have', () => {
    const limits = { outputBytes: MB }
    const useless = written([{ type: 'response.in_progress', response: { id: 'r', junk: 'x'.repeat(1000) } }])
    const { stream } = run(written(EVENTS.slice(0, 6)) + useless.repeat(2000), 4096, { limits })
    expect(checkStream(stream).issues).toEqual([])
    expect(stream).toContain('event: response.failed')
  })
})
