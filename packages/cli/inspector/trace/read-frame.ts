import type { JsonObject } from '@strict-responses/core'

/** What a frame says, as far as a row can show it. */
export interface FrameFacts {
  /** `undefined` where the data is no JSON object. */
  readonly value: JsonObject | undefined
  readonly number: number | undefined
  /** The type of the event, or what stands for it: `[DONE]`, `comment`, `not JSON`, … */
  readonly type: string
  /** The telling part of the event: a delta, a status, a message. */
  readonly carried: string
}

/** Reads the text of a frame; whatever is wrong with it, something can be shown. */
export function readFrame(text: string): FrameFacts {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line !== '')
  const data = lines
    .filter((line) => /^data:/.test(line))
    .map((line) => line.replace(/^data: ?/, ''))
    .join('\n')
  const nothing = { value: undefined, number: undefined }
  if (data === '') {
    const [first = ''] = lines
    if (first.startsWith(':')) return { ...nothing, type: 'comment', carried: first.slice(1).trim() }
    return { ...nothing, type: lines.length === 0 ? 'blank line' : 'no data', carried: first }
  }
  if (data.trim() === '[DONE]') return { ...nothing, type: '[DONE]', carried: '' }
  const value = parse(data)
  if (!value) return { ...nothing, type: 'not JSON', carried: data }
  const number = value['sequence_number']
  return {
    value,
    number: typeof number === 'number' ? number : undefined,
    type: typeOf(value),
    carried: carried(value),
  }
}

function typeOf(value: JsonObject): string {
  const { type, object, error } = value
  if (typeof type === 'string') return type
  if (typeof object === 'string') return object
  return error === undefined ? 'no type' : 'error, untyped'
}

/** Where the telling part of an event may stand; the first that is there is shown. */
const CARRIED: readonly ((value: JsonObject) => unknown)[] = [
  ({ delta }) => (typeof delta === 'string' ? delta : words(delta)),
  ({ choices }) => (Array.isArray(choices) ? words(object(object(choices[0])['delta'])) : undefined),
  ({ choices }) => (Array.isArray(choices) ? object(choices[0])['finish_reason'] : undefined),
  ({ text }) => text,
  ({ refusal }) => refusal,
  ({ arguments: text }) => text,
  ({ input }) => input,
  ({ part }) => object(part)['text'],
  ({ error }) => object(error)['message'] ?? error,
  ({ item }) => object(item)['type'],
  ({ content_block }) => object(content_block)['type'],
  ({ response }) => object(object(response)['error'])['message'],
  ({ response }) => object(response)['status'],
]

function carried(value: JsonObject): string {
  for (const look of CARRIED) {
    const found = look(value)
    if (typeof found === 'string') return found === '' ? '' : JSON.stringify(found.slice(0, 200))
  }
  return ''
}

/** Of a delta that is an object, the words in it. */
function words(delta: unknown): string | undefined {
  if (typeof delta !== 'object' || delta === null) return undefined
  const { role: _role, type: _type, ...rest } = delta as JsonObject
  const found = Object.values(rest).find((part) => typeof part === 'string' && part !== '')
  if (typeof found === 'string') return found
  const { tool_calls: calls } = rest
  return Array.isArray(calls) ? words(object(calls[0])['function']) : undefined
}

function object(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {}
}

function parse(data: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(data)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined
  } catch {
    return undefined
  }
}
