import { describe, expect, it } from 'vitest'
import { DONE_FRAME, encodeComment, encodeFrame } from '../../packages/core/src/sse/encode.js'
import { createFrameSink } from '../../packages/core/src/sse/sink.js'
import { splitJson } from '../../packages/core/src/sse/split-json.js'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

describe('encode', () => {
  it('writes one event line, one data line and a blank line', () => {
    expect(encodeFrame('error', '{"a":1}')).toBe('event: error\ndata: {"a":1}\n\n')
    expect(DONE_FRAME).toBe('data: [DONE]\n\n')
    expect(encodeComment('keepalive')).toBe(': keepalive\n\n')
  })

  it('lets no line end out of a type or a comment', () => {
    expect(encodeFrame('a\r\nb\0\rdata: x', '{}')).toBe('event: abdata: x\ndata: {}\n\n')
    expect(encodeComment('a\n\ndata: x\r\0')).toBe(': adata: x\n\n')
  })

  it('keeps JSON on one line without changing its value', () => {
    expect(encodeFrame('a', '{\r\n"b":\n1}')).toBe('event: a\ndata: {  "b": 1}\n\n')
  })
})

describe('splitJson', () => {
  it('splits values written one after another', () => {
    expect(splitJson('{"a":"}{"} {"b":[{}]}\n[1]')).toEqual(['{"a":"}{"}', '{"b":[{}]}', '[1]'])
    expect(splitJson('{"a":"\\"}{"}{}')).toEqual(['{"a":"\\"}{"}', '{}'])
  })

  it.each(['', '{}', '{"a":1', '{}{"a":', '{} x {}', 'text', '"{}{}"', '}{}{}'])('leaves %j alone', (data) => {
    expect(splitJson(data)).toBeUndefined()
  })
})

describe('sink', () => {
  it('gives what came in, in order, once', () => {
    const sink = createFrameSink()
    const input = bytesOf('abcdef')
    sink.raw(input, 0, 2)
    sink.raw(input, 2, 3)
    sink.text('é€😀')
    sink.raw(input, 3, 4)
    sink.raw(input, 5, 6)
    expect(sink.length).toBe(14)
    expect(textOf(sink.take())).toBe('abcé€😀df')
    expect(sink.length).toBe(0)
    expect(sink.take()).toBe(sink.take())
    expect(sink.take().length).toBe(0)
  })

  it('shares no bytes with its input or its next output', () => {
    const sink = createFrameSink()
    const input = bytesOf('abc')
    sink.raw(input, 0, 3)
    const raw = sink.take()
    input.fill(0)
    sink.text('first')
    const first = sink.take()
    sink.text('other')
    sink.take()
    expect([textOf(raw), textOf(first)]).toEqual(['abc', 'first'])
    expect(first.length).toBe(5)
  })

  it('grows beyond what it keeps', () => {
    const sink = createFrameSink()
    const long = 'x'.repeat(100_000)
    for (let i = 0; i < 3; i++) {
      sink.text(long)
      sink.raw(bytesOf(long), 0, 100_000)
    }
    expect(textOf(sink.take())).toBe(long.repeat(6))
    sink.text('y')
    expect(textOf(sink.take())).toBe('y')
  })
})
