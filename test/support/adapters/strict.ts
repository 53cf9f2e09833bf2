import { expect } from 'vitest'
import { checkStream } from '../../../packages/core/src/check/check.js'
import { header, type RawReply } from './raw-reply.js'

/** The events of a body, in order. */
export function eventsOf(body: string): Record<string, unknown>[] {
  return body
    .split('\n\n')
    .flatMap((frame) => frame.split('\n').filter((line) => line.startsWith('data: ')))
    .filter((line) => line !== 'data: [DONE]')
    .map((line): Record<string, unknown> => JSON.parse(line.slice(6)))
}

/** The text of all text deltas. */
export function textOf(body: string): string {
  return eventsOf(body)
    .filter((event) => event['type'] === 'response.output_text.delta')
    .map((event) => event['delta'])
    .join('')
}

/** Asserts that a reply is one whole strict stream, with this text and this end. */
export function expectStrict(reply: RawReply, text: string, outcome: 'completed' | 'failed' = 'completed'): void {
  expect(reply.status).toBe(200)
  expect(reply.hung).toBe(false)
  expect(header(reply, 'content-type')).toBe('text/event-stream; charset=utf-8')
  expectStrictBody(reply.body, text, outcome)
}

/** The same for a body alone. */
export function expectStrictBody(body: string, text: string, outcome: 'completed' | 'failed' = 'completed'): void {
  expect(checkStream(body).issues).toEqual([])
  const events = eventsOf(body)
  expect(events.at(-1)?.['type']).toBe(`response.${outcome}`)
  expect(events.map((event) => event['sequence_number'])).toEqual(events.map((_, index) => index))
  expect(textOf(body)).toBe(text)
  expect(body.endsWith('\n\ndata: [DONE]\n\n')).toBe(true)
}
