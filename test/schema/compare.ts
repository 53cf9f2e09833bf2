import { EVENTS } from '../../packages/core/src/protocol/events.js'
import { isObj, type Obj, str } from '../support/oracle-frames.js'
import { NOT_PUBLISHED, OUTPUT_EXCEPTIONS, type OutputException } from '../support/schema-exceptions.js'
import type { Published } from './published.js'

/** What a published document says of one event. */
export interface Comparison {
  /** Why it is rejected; empty where it is taken, as it is or but for exceptions. */
  readonly fault: string
  readonly exceptions: readonly OutputException[]
  /** Whether the type is one that OpenAI sends without publishing it, or a newer one. */
  readonly unpublished: boolean
}

/** The value with what an exception means replaced, and whether there was any. */
function mend(value: unknown, keys: readonly string[], exception: OutputException): { value: unknown; found: boolean } {
  const [key, ...rest] = keys
  if (key === undefined)
    return exception.found(value) ? { value: exception.instead, found: true } : { value, found: false }
  if (key === '#') return Array.isArray(value) ? mendEach(value, rest, exception) : { value, found: false }
  if (!isObj(value)) return { value, found: false }
  if (rest.length === 0 && exception.within !== undefined && value['type'] !== exception.within)
    return { value, found: false }
  const inner = mend(value[key], rest, exception)
  if (!inner.found) return { value, found: false }
  const { [key]: _, ...others } = value
  return { value: inner.value === undefined ? others : { ...others, [key]: inner.value }, found: true }
}

function mendEach(
  list: readonly unknown[],
  rest: readonly string[],
  exception: OutputException,
): { value: unknown; found: boolean } {
  const inner = list.map((one) => mend(one, rest, exception))
  return { value: inner.map(({ value }) => value), found: inner.some(({ found }) => found) }
}

/** Compares one event with a published document. */
export function compareEvent(event: Obj, published: Published): Comparison {
  const type = str(event['type'])
  const faults = published.faults(event)
  if (faults === undefined) {
    const unpublished = NOT_PUBLISHED.has(type) || !Object.hasOwn(EVENTS, type)
    return { fault: unpublished ? '' : 'not in the document', exceptions: [], unpublished }
  }
  if (faults.length === 0) return { fault: '', exceptions: [], unpublished: false }
  let mended: unknown = event
  const exceptions = OUTPUT_EXCEPTIONS.filter((exception) => {
    const { value, found } = mend(mended, exception.path.split('.'), exception)
    mended = value
    return found
  })
  const left = published.faults(mended as Obj) ?? []
  const fault = left
    .slice(0, 3)
    .map(({ instancePath, message }) => `${instancePath} ${message}`)
    .join('; ')
  return { fault, exceptions: left.length === 0 ? exceptions : [], unpublished: false }
}
