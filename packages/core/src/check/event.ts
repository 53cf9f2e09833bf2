import { isObject, type JsonObject } from '../json.js'
import type { EventRow } from '../protocol/events.js'
import type { Family } from '../protocol/families.js'
import type { CheckFrame } from './framing.js'
import type { Reporter } from './report.js'

/** One event, as the readers see it. */
export interface CheckEvent {
  readonly data: JsonObject
  /** The type as it was sent. */
  readonly sent: string
  /** The type that the protocol has for it under `openai`. */
  readonly type: string
  /** `undefined` where no table knows the type. */
  readonly row: EventRow | undefined
  readonly family: Family | undefined
}

/** Reads one concern of the stream, an event at a time. */
export interface Reader {
  feed(event: CheckEvent): void
}

/** The JSON object of a frame, if it is one; else says what it is. */
export function readData(frame: CheckFrame, report: Reporter): JsonObject | undefined {
  if (frame.data === undefined || frame.data.trim() === '') {
    if (!frame.cut) report.add('framing/missing-data', 'expected a `data:` line with JSON, found none')
    return undefined
  }
  let value: unknown
  try {
    value = JSON.parse(frame.data)
  } catch {
    if (!frame.cut) report.add('framing/invalid-json', `expected JSON, found \`${frame.data.slice(0, 40)}\``)
    return undefined
  }
  if (isObject(value)) return value
  report.add('framing/not-object', `expected a JSON object, found ${Array.isArray(value) ? 'an array' : String(value)}`)
  return undefined
}

/** The type of an event; where it has none, what its `event:` line says. */
export function readType(data: JsonObject, frame: CheckFrame, report: Reporter): string | undefined {
  if (typeof data['type'] !== 'string') {
    report.add('event/missing-type', 'expected a string `type`', 'type')
    return frame.event ?? ('error' in data ? 'error' : undefined)
  }
  const type = data['type']
  if (frame.event === undefined) report.add('framing/missing-event', `expected \`event: ${type}\`, found no such line`)
  else if (frame.event !== type) {
    report.add('framing/event-mismatch', `expected \`event: ${type}\`, found \`event: ${frame.event.slice(0, 80)}\``)
  }
  return type
}
