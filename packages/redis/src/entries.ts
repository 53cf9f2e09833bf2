import type { JsonObject, LoggedFrames } from '@strict-responses/core'

/** An entry of a Redis stream, as XRANGE and XREAD reply it. */
export type RawEntry = readonly [id: Buffer, fields: readonly Buffer[]]

/**
 * Entries are named after what they hold, so that a place in the stream is a place in Redis, and Redis refuses what comes
 * twice: `0-1` opens, frames up to event N are `(N+1)-0`, and behind the end no id is left.
 */
export const OPEN_ID = '0-1'
export const END_ID = '9007199254740991-0'
export const framesId = (last: number): string => `${last + 1}-0`

/** An entry, read. */
export type Entry =
  | { readonly kind: 'open'; readonly request: JsonObject | undefined; readonly writer: string }
  | { readonly kind: 'frames'; readonly frames: LoggedFrames }
  | { readonly kind: 'end'; readonly response: JsonObject; readonly request: JsonObject | undefined }

export function openFields(request: JsonObject | undefined, writer: string): string[] {
  return ['open', writer, ...requestFields(request)]
}

export function framesFields({ first, bytes }: LoggedFrames): (string | Buffer)[] {
  return ['first', String(first), 'frames', Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)]
}

export function endFields(response: JsonObject, request: JsonObject | undefined): string[] {
  return ['end', JSON.stringify(response), ...requestFields(request)]
}

const requestFields = (request: JsonObject | undefined): string[] =>
  request === undefined ? [] : ['request', JSON.stringify(request)]

export function readEntry([id, fields]: RawEntry): Entry {
  const [name, value] = fields
  const named = String(fields[2]) === 'request' ? jsonOf(fields[3]) : undefined
  switch (String(name)) {
    case 'open':
      return { kind: 'open', request: named, writer: String(value) }
    case 'end':
      return { kind: 'end', response: jsonOf(value), request: named }
    default:
      return {
        kind: 'frames',
        frames: { first: Number(value), last: Number.parseInt(String(id), 10) - 1, bytes: fields[3] as Buffer },
      }
  }
}

const jsonOf = (value: Buffer | undefined): JsonObject => JSON.parse(String(value))

/** Whether the id of an entry comes behind another. */
export function isBehind(id: string, other: string): boolean {
  const [time = 0, count = 0] = id.split('-').map(Number)
  const [otherTime = 0, otherCount = 0] = other.split('-').map(Number)
  return time === otherTime ? count > otherCount : time > otherTime
}
