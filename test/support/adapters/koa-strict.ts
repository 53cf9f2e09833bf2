import { expect } from 'vitest'
import { header, type RawReply } from './raw-reply.js'
import { expectStrictBody } from './strict.js'

/** Asserts that a reply, of HTTP/1 or HTTP/2, is one whole strict stream with this text and this end. */
export function expectStrictKoa(reply: RawReply, text: string, outcome: 'completed' | 'failed' = 'completed'): void {
  expect([reply.status, reply.complete, reply.hung]).toEqual([200, true, false])
  expect(header(reply, 'content-type')).toBe('text/event-stream; charset=utf-8')
  expect(header(reply, 'cache-control')).toMatch(/no-transform$/)
  expect(header(reply, 'content-length')).toBeUndefined()
  expectStrictBody(reply.body, text, outcome)
}
