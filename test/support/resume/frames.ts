import type { LoggedFrames } from '@strict-responses/core'
import { DONE, type Event, frame, message, strictEvents } from '../strict-stream.js'

/** The events of a strict stream that says these words; the first text delta is event 4. */
export const wordEvents = (words: readonly string[]): Event[] => strictEvents([message([{ text: words }])])

/** A strict stream of exactly `count` events. */
export const countedEvents = (count: number): Event[] =>
  wordEvents(Array.from({ length: count - 8 }, (_, index) => `word ${index} é👋 `))

/** Events as one batch of frames, `[DONE]` behind the last of a whole stream. */
export function batch(events: readonly Event[]): LoggedFrames {
  const ends = events.at(-1)?.type === 'response.completed'
  const text = events.map(frame).join('') + (ends ? DONE : '')
  return {
    first: Number(events[0]?.sequence_number),
    last: Number(events.at(-1)?.sequence_number),
    bytes: new TextEncoder().encode(text),
  }
}

/** Events in batches of these sizes, over and over. */
export function batches(events: readonly Event[], sizes: readonly number[]): LoggedFrames[] {
  const list: LoggedFrames[] = []
  let at = 0
  for (let turn = 0; at < events.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1
    list.push(batch(events.slice(at, at + size)))
    at += size
  }
  return list
}

/** The Response with which the events end. */
export const finalResponse = (events: readonly Event[]): Record<string, unknown> =>
  events.at(-1)?.['response'] as Record<string, unknown>

/** The text of bytes. */
export async function textOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** The frames behind event `after`, as they must come. */
export const tailOf = (events: readonly Event[], after: number): string =>
  events
    .slice(after + 1)
    .map(frame)
    .join('') + DONE
