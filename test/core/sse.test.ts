import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createParser } from 'eventsource-parser'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFrameDecoder } from '../../packages/core/src/sse/decode.js'
import { DONE_FRAME, encodeFrame } from '../../packages/core/src/sse/encode.js'
import type { Frame } from '../../packages/core/src/sse/frame.js'

type Seen = Omit<Frame, 'buffer' | 'start' | 'end' | 'without'> & { bytes: string }

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

function decodeChunks(chunks: readonly Uint8Array[], frameBytes?: number): Seen[] {
  const decoder = createFrameDecoder({ frameBytes })
  const seen: Seen[] = []
  const drain = (): void => {
    for (let frame = decoder.next(); frame !== undefined; frame = decoder.next()) {
      const { kind, event, data, comments, canonical, fault, buffer, start, end } = frame
      const bytes = Buffer.from(buffer.subarray(start, end)).toString('latin1')
      seen.push({ kind, event, data, comments, canonical, fault, bytes })
    }
  }
  for (const chunk of chunks) {
    // Node hands out Buffers; a caller may write over its chunk once it has taken the frames.
    const reused = chunk.length % 2 === 0 ? new Uint8Array(chunk) : Buffer.from(chunk)
    decoder.push(reused)
    drain()
    reused.fill(0x21)
  }
  decoder.end()
  drain()
  return seen
}

const decode = (input: string | Uint8Array, frameBytes?: number): Seen[] =>
  decodeChunks([typeof input === 'string' ? bytesOf(input) : input], frameBytes)

const pairs = (input: string | Uint8Array): (string | undefined)[][] =>
  decode(input).map(({ event, data }) => [event, data])

function cut(input: Uint8Array, at: readonly number[]): Uint8Array[] {
  const edges = [0, ...at.map((n) => n % (input.length + 1)).sort((a, b) => a - b), input.length]
  return edges.slice(1).map((edge, i) => input.subarray(edges[i], edge))
}

describe('what a frame is', () => {
  it('reads every line end alike', () => {
    const want = [
      ['a', '1\n2'],
      [undefined, '3'],
    ]
    for (const eol of ['\n', '\r\n', '\r']) {
      expect(pairs(['event: a', 'data: 1', 'data: 2', '', 'data: 3', '', ''].join(eol))).toEqual(want)
    }
    expect(pairs('event: a\rdata: 1\r\ndata: 2\n\r\ndata: 3\r\n\r')).toEqual(want)
  })

  it('strips one BOM, and only at the start', () => {
    expect(pairs('\uFEFFdata: \uFEFFa\n\n')).toEqual([[undefined, '\uFEFFa']])
    expect(pairs('\uFEFF\uFEFFdata: a\n\n')).toEqual([])
    expect(decode('\uFEFFevent: a\ndata: {}\n\n')[0]?.canonical).toBe(true)
  })

  it('takes data with or without a space, empty or without a colon', () => {
    expect(pairs('data:a\n\ndata:  b\n\ndata:\n\ndata\n\n')).toEqual([
      [undefined, 'a'],
      [undefined, ' b'],
      [undefined, ''],
      [undefined, ''],
    ])
  })

  it('takes NUL and U+2028 as ordinary characters', () => {
    expect(pairs('data: a\0\u2028\u0085b\n\n')).toEqual([[undefined, 'a\0\u2028\u0085b']])
  })

  it('collects comments, and skips what is neither data, event nor comment', () => {
    expect(decode(': a\n\n\n\nid: 1\nretry: 2\n\nfoo\n\n:b\0c\ndata: 1\n\n')).toMatchObject([
      { kind: 'comment', comments: ['a'], event: undefined, data: undefined, bytes: ': a\n\n' },
      { kind: 'event', comments: ['bc'], data: '1' },
    ])
  })

  it('gives an event without data', () => {
    expect(decode('event: ping\n\nevent:\n\n')).toMatchObject([{ kind: 'event', event: 'ping', data: undefined }])
  })

  it('reads an error line as an event', () => {
    expect(decode('error: {"detail":"x"}\n\ndata: 1\n\n')).toMatchObject([
      { event: 'error', data: '{"detail":"x"}', canonical: false },
      { data: '1' },
    ])
    expect(pairs('data: {"a\nerror: {}\ndata: {}\n\n')).toEqual([
      [undefined, '{"a'],
      ['error', '{}'],
      [undefined, '{}'],
    ])
  })

  it('gives a last frame without its blank line as truncated', () => {
    expect(decode('data: 1\n\nevent: a\ndata: {"b"')).toMatchObject([
      { fault: undefined },
      { event: 'a', data: '{"b"', fault: 'truncated', canonical: false, bytes: 'event: a\ndata: {"b"' },
    ])
    expect(decode('data: 1\n')).toMatchObject([{ data: '1', fault: 'truncated', bytes: 'data: 1\n' }])
    expect(decode(': bye')).toMatchObject([{ kind: 'comment', fault: 'truncated' }])
    expect(decode('dat')).toEqual([])
    expect(decode('data: 1\r\r')).toMatchObject([{ data: '1', fault: undefined }])
  })

  it('puts U+FFFD for bytes that are not UTF-8', () => {
    const input = bytesOf('event: a\ndata: {"?"}\n\nevent: a\ndata: {}\n\n')
    input[17] = 0xff
    expect(decode(input)).toMatchObject([
      { data: '{"\uFFFD"}', fault: 'invalid-utf8', canonical: false },
      { data: '{}', fault: undefined, canonical: true },
    ])
  })
})

describe('where a frame ends without a blank line', () => {
  const [A, B] = ['{"a":{}}', '{"b":1}']

  it('keeps an event line after its data, as Bedrock sends it', () => {
    expect(pairs(`data: ${A}\nevent: x\n\ndata: ${B}\nevent: y\n\n`)).toEqual([
      ['x', A],
      ['y', B],
    ])
  })

  it('starts a new frame at an event line that data follows', () => {
    expect(decode(`event: x\ndata: ${A}\n: c\nevent: y\ndata: ${B}\n\n`)).toMatchObject([
      { event: 'x', data: A, comments: [], canonical: false, bytes: `event: x\ndata: ${A}\n` },
      { event: 'y', data: B, comments: ['c'], canonical: true },
    ])
  })

  it('takes whole JSON values on consecutive data lines apart, [DONE] included', () => {
    expect(pairs(`data: ${A}\ndata:${B}\ndata: [DONE]\n\n`)).toEqual([
      [undefined, A],
      [undefined, B],
      [undefined, '[DONE]'],
    ])
    expect(pairs(`data: [DONE]\ndata: ${A}\n\n`)).toHaveLength(2)
    expect(pairs('data: {\ndata: "a":{}\ndata: }\ndata: {}\n\n')).toEqual([
      [undefined, '{\n"a":{}\n}'],
      [undefined, '{}'],
    ])
  })

  it.each([
    ['one value over several lines', ['{"a":{}', ',"b":[]', '}']],
    ['brackets in strings', ['{"a":"}"', '}']],
    ['text in brackets', ['[note]', '[other]', 'and {more}']],
    ['an empty line after a value', ['{}', '']],
    ['a half-written value', ['{"a":"b', '{"type":"error"}']],
  ])('joins %s', (_, lines) => {
    expect(pairs(`${lines.map((line) => `data: ${line}\n`).join('')}\n`)).toEqual([[undefined, lines.join('\n')]])
  })

  it('gives each bare JSON line as a frame', () => {
    expect(decode(`${A}\n${B}\r\n\n[DONE]\n`)).toMatchObject([
      { kind: 'event', data: A, canonical: false, fault: undefined, bytes: `${A}\n` },
      { data: B, bytes: `${B}\r\n` },
      { data: '[DONE]' },
    ])
    expect(decode(A)).toMatchObject([{ data: A, fault: 'truncated' }])
    expect(pairs(`event: x\n${A}\n${B}\n`)).toEqual([
      ['x', A],
      [undefined, B],
    ])
  })

  it('does not guess at a value cut by a bare one', () => {
    expect(pairs(`data: {"a":\n${B}\n\n{"c":\n${B}\n`)).toEqual([
      [undefined, '{"a":'],
      [undefined, B],
      [undefined, '{"c":'],
      [undefined, B],
    ])
  })

  it('reads a pretty-printed bare value as one frame', () => {
    const pretty = JSON.stringify({ error: { message: 'x', list: [{}, [1]] } }, null, 2)
    expect(pairs(`${pretty}\n${JSON.stringify([{ a: 1 }], null, 2)}\ndata: 1\n\n`)).toEqual([
      [undefined, pretty],
      [undefined, '[\n  {\n    "a": 1\n  }\n]'],
      [undefined, '1'],
    ])
    expect(pairs('{\n  "a": 1\ndata: 1\n\n')).toEqual([
      [undefined, '{\n  "a": 1'],
      [undefined, '1'],
    ])
  })

  it('strips a nested data prefix before JSON only', () => {
    expect(pairs('data: data: {"a":1}\n\ndata: data:data: []\n\ndata: data: text\n\n')).toEqual([
      [undefined, '{"a":1}'],
      [undefined, '[]'],
      [undefined, 'data: text'],
    ])
  })
})

describe('canonical', () => {
  it.each([
    encodeFrame('a', '{}'),
    encodeFrame('a', 'text é'),
    encodeFrame('a', ''),
    DONE_FRAME,
    ': c\n:d\nevent: a\ndata: {}\n\n',
    ': c\ndata: [DONE]\n\n',
    ': c\n\n',
  ])('holds for %j', (input) => {
    expect(decode(input)).toMatchObject([{ canonical: true, bytes: Buffer.from(input).toString('latin1') }])
  })

  it.each([
    'data: {}\n\n',
    'event:a\ndata: {}\n\n',
    'event: a\ndata:{}\n\n',
    'event:  \ndata:\n\n',
    'event: \ndata: {}\n\n',
    'event: a\0\ndata: {}\n\n',
    'event: a\r\ndata: {}\r\n\r\n',
    'event: a\ndata: {}\n\r',
    'event: a\ndata: {}\r\n\n',
    'event: a\ndata: 1\ndata: 2\n\n',
    'event: a\nevent: a\ndata: {}\n\n',
    'event: a\n: c\ndata: {}\n\n',
    'event: a\ndata: {}\n: c\n\n',
    'id: 1\nevent: a\ndata: {}\n\n',
    'event: a\nfoo\ndata: {}\n\n',
    'data: {}\nevent: a\n\n',
    'event: a\ndata: data: {}\n\n',
    'event: a\ndata: [DONE]\n\n',
    'data: [DONE]\nevent:\n\n',
    'data:[DONE]\n\n',
    'event: a\n\n',
    'error: {}\n\n',
    ': a\0\n\n',
    ': a\r\n\n',
    ': a\nevent:\n\n',
  ])('does not hold for %j', (input) => {
    expect(decode(input)).toMatchObject([{ canonical: false }])
  })
})

describe('size', () => {
  it('skips a frame beyond the limit and goes on after it', () => {
    const input = `data: a\n\nevent: e\ndata: ${'x'.repeat(50)}\n: c\ndata: y\n\ndata: b\n\n`
    expect(decode(input, 40)).toMatchObject([
      { data: 'a' },
      { kind: 'event', event: undefined, data: undefined, fault: 'oversized', bytes: '', canonical: false },
      { data: 'b' },
    ])
  })

  it('counts the frame, not its blank line', () => {
    expect(decode('data: 12\n\n', 8)).toMatchObject([{ data: '12' }])
    expect(decode('data: 12\n\n', 7)).toMatchObject([{ fault: 'oversized' }])
    expect(decode('data: 1\r\n:\r\n\r\n', 10)).toMatchObject([{ data: '1' }])
  })

  it('keeps a whole value that stands before the line that is too long', () => {
    expect(decode(`data: {"a":1}\ndata: ${'x'.repeat(50)}\n\ndata: b\n\n`, 40)).toMatchObject([
      { data: '{"a":1}' },
      { fault: 'oversized' },
      { data: 'b' },
    ])
  })

  it('counts comments', () => {
    const chunks = Array.from({ length: 100 }, () => bytesOf(': ping\n'))
    expect(decodeChunks([...chunks, bytesOf('\ndata: b\n\n')], 64)).toMatchObject([
      { fault: 'oversized' },
      { data: 'b' },
    ])
  })

  it('reports an endless line at once, and holds no more than the limit', () => {
    const { largest } = measure(() => {
      const decoder = createFrameDecoder({ frameBytes: 10_000 })
      const chunk = bytesOf(`data: ${'x'.repeat(994)}`)
      let at = 0
      for (let i = 1; i < 500; i++) {
        decoder.push(chunk)
        if (decoder.next() !== undefined) at = i
      }
      expect(at).toBe(11)
    })
    expect(largest).toBeLessThan(30_000)
  })
})

/** Counts the bytes searched and copied by typed arrays while `run` runs, and the largest array copied into. */
function measure(run: () => void): { work: number; largest: number } {
  const proto = Object.getPrototypeOf(Uint8Array.prototype)
  const { indexOf, set } = proto
  let work = 0
  let largest = 0
  proto.indexOf = function (this: Uint8Array, byte: number, from: number): number {
    const at: number = indexOf.call(this, byte, from)
    work += (at === -1 ? this.length : at + 1) - from
    return at
  }
  proto.set = function (this: Uint8Array, source: Uint8Array, at?: number): void {
    work += source.length
    largest = Math.max(largest, this.length)
    set.call(this, source, at)
  }
  try {
    run()
  } finally {
    Object.assign(proto, { indexOf, set })
  }
  return { work, largest }
}

describe('cost', () => {
  const shapes: Record<string, string> = {
    'one long line': `data: ${'x'.repeat(60_000)}\n\n`,
    'short frames': 'event: a\ndata: {"a":1}\n\n'.repeat(2_500),
    'CR only': 'event: a\rdata: {"a":1}\r\r'.repeat(2_500),
    'many data lines': `${'data: {\n'.repeat(7_500)}\n`,
    'closed but not JSON': `data: {x}\n${'data: {}\n'.repeat(6_000)}\n`,
    'empty lines after a value': `data: {}\n${'data:\n'.repeat(10_000)}\n`,
    'splits without blank lines': 'data: {}\nevent: a\n: c\n'.repeat(2_500),
    'bare lines': '{"a":1}\n'.repeat(7_500),
    'a pretty-printed list': `[\n${'{\n},\n'.repeat(12_000)}]\n`,
  }
  it.each(Object.entries(shapes))('is linear for %s, however small the chunks', (_, text) => {
    const input = bytesOf(text)
    for (const size of [1, 7, 4096, input.length]) {
      const decoder = createFrameDecoder()
      const { work } = measure(() => {
        for (let at = 0; at < input.length; at += size) {
          decoder.push(input.subarray(at, at + size))
          while (decoder.next() !== undefined);
        }
      })
      expect(work / input.length, `chunks of ${size}`).toBeLessThan(8)
    }
  })
})

const LINES = [
  ...[
    'event: a',
    'event:',
    'event: response.created',
    'data: 1',
    'data:é€😀',
    'data',
    'data:',
    'id: 1',
    'foo',
    ' data: x',
  ],
  ...['data: {"a":{}}', 'data: {"a":', 'data: }', 'data: [DONE]', 'data: {x}', 'data: data: {}', 'data: [a]', 'dat'],
  ...['{"b":1}', '{', '  "c": [', '}', '[', ']', '[DONE]', ': c', ':\0', 'error: {}', 'error', 'data: {}{}', '\uFEFF'],
  ...['', '', '', '', '', '', ''],
]
const nasty = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(...LINES), fc.constantFrom('\n', '\n', '\r\n', '\r')), { maxLength: 24 }),
    fc.constantFrom('', '\uFEFF'),
    fc.constantFrom('', 'data: {"a', 'data: 1\r', '{}'),
    fc.array(fc.nat(), { maxLength: 3 }),
  )
  .map(([lines, bom, rest, broken]) => {
    const input = bytesOf(bom + lines.map((line) => line.join('')).join('') + rest)
    for (const at of broken) if (input.length > 0 && at % 3 === 0) input[at % input.length] = 0xe2
    return input
  })

describe('splits', () => {
  it('makes no difference where a nasty stream is cut in two', () => {
    const input = bytesOf(
      '\uFEFF: c\r\n\r\nevent: é😀\r\ndata: {"a":"€"}\r\n\r\ndata: 1\r\rdata: {}\nevent: x\n\ndata: {}\nevent: y\ndata: [DONE]\r\n' +
        '\r\n{"b":1}\n{\n "c":1\n}\nerror: {}\ndata: {"half\ndata: {}\n\n\r\ndata: data: {}\r\n\rdata: é',
    )
    input[20] = 0xff
    const whole = decode(input)
    expect(whole).toHaveLength(12)
    for (let at = 0; at <= input.length; at++) expect(decodeChunks(cut(input, [at]))).toEqual(whole)
    expect(decodeChunks(Array.from(input, (byte) => Uint8Array.of(byte)))).toEqual(whole)
  })

  it('makes no difference for any stream, cut anywhere, at any size limit', () => {
    const limit = fc.constantFrom(undefined, 1, 8, 16, 24)
    fc.assert(
      fc.property(nasty, fc.array(fc.nat(), { maxLength: 12 }), limit, (input, cuts, frameBytes) => {
        const whole = decode(input, frameBytes)
        expect(decodeChunks(cut(input, cuts), frameBytes)).toEqual(whole)
        expect(
          decodeChunks(
            Array.from(input, (byte) => Uint8Array.of(byte)),
            frameBytes,
          ),
        ).toEqual(whole)
      }),
      { numRuns: 3_000 },
    )
  })

  it('calls canonical exactly what the encoder would write, comments aside', () => {
    fc.assert(
      fc.property(nasty, (input) => {
        for (const { kind, event, data, canonical, fault, bytes } of decode(input)) {
          const rest = bytes.replace(/^(:[^\r\n\0]*\n)*/, '')
          const frame = event === undefined ? DONE_FRAME : encodeFrame(event, data ?? '')
          const own = kind === 'comment' ? '\n' : Buffer.from(frame).toString('latin1')
          const fits = kind === 'comment' || (data !== undefined && (data === '[DONE]') === (frame === DONE_FRAME))
          expect(canonical).toBe(fault === undefined && fits && rest === own)
        }
      }),
      { numRuns: 3_000 },
    )
  })
})

describe('the oracle, eventsource-parser', () => {
  const oracle = (input: Uint8Array): (string | undefined)[][] => {
    const events: (string | undefined)[][] = []
    const parser = createParser({ onEvent: ({ event, data }) => events.push([event, data]) })
    parser.feed(new TextDecoder().decode(input))
    return events
  }
  const dispatched = (input: Uint8Array): (string | undefined)[][] =>
    decode(input)
      .filter(({ data, fault }) => data !== undefined && fault !== 'truncated')
      .map(({ event, data }) => [event, data])

  it('finds the same events in any legal stream', () => {
    const text = fc.stringMatching(/^[a-zé€😀 :"\0\u2028]{0,8}$/u)
    const json = fc.json({ maxDepth: 2 })
    const line = fc.oneof(
      text.map((value) => `data: x${value}`),
      text.map((value) => `data:${value.replace(/^ *data/, '')}`),
      text.map((value) => `event: ${value}`),
      text.map((value) => `:${value}`),
      text.map((value) => `x${value}`),
      fc.constantFrom('data', 'event', 'id: 1', 'retry: 5', ' data: 1', 'datax: 1', 'data : 1', 'eventually: x'),
    )
    const frame = fc.oneof(
      fc.array(line, { maxLength: 5 }),
      fc.tuple(text, json).map(([event, data]) => [`event: ${event}`, `data: ${data}`]),
      fc.tuple(text, json).map(([event, data]) => [`data: ${data}`, `event: ${event}`]),
      fc.json().map((value) =>
        JSON.stringify([value], null, 1)
          .split('\n')
          .map((part) => `data: ${part}`),
      ),
    )
    const eol = fc.constantFrom('\n', '\r\n', '\r')
    const stream = fc.array(fc.tuple(frame, eol), { maxLength: 8 })
    fc.assert(
      fc.property(stream, fc.boolean(), (frames, bom) => {
        const body = frames.map(([lines, end]) => [...lines, ''].map((each) => each + end).join('')).join('')
        const input = bytesOf(`${bom ? '\uFEFF' : ''}${body}\n`)
        expect(dispatched(input)).toEqual(oracle(input))
      }),
      { numRuns: 3_000 },
    )
  })

  const corpus = new URL('../../../shared/corpus/', import.meta.url).pathname
  const present = existsSync(corpus)
  const ours = new Map([
    [
      'chat/gpustack-ruby-llm-with-extended-thinking-gpustack-qwen3-streams-thinking-content-when-available.sse',
      'error line',
    ],
    ['other/gemini-prism-stream-basic-text-1.sse', 'no blank lines'],
  ])

  it.skipIf(!present)(
    `finds the same events in every recording${present ? '' : ' (skipped: no recordings here)'}`,
    () => {
      const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sse'))
      expect(files.length).toBeGreaterThan(100)
      for (const name of files) {
        const input = new Uint8Array(readFileSync(corpus + name))
        if (ours.has(name)) expect(dispatched(input), name).not.toEqual(oracle(input))
        else expect(dispatched(input), name).toEqual(oracle(input))
        expect(decodeChunks(cut(input, [7, 1_000, 1_001, 65_536])), name).toEqual(decode(input))
      }
    },
  )
})
