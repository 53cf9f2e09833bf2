import { asObj, isObj, type Obj, type OracleFrame, readFrames, str } from '../support/oracle-frames.js'
import { clearAnthropic } from './clear-anthropic.js'
import { clearChat } from './clear-chat.js'
import { clearResponses } from './clear-responses.js'
import type { StreamDialect } from './seeds.js'

/** Reads events in order; false at the first one that a reader would have to guess about. */
export type ClearReader = (event: Obj, type: string) => boolean

const READERS: Readonly<Record<StreamDialect, () => ClearReader>> = {
  responses: clearResponses,
  'chat-completions': clearChat,
  'anthropic-messages': clearAnthropic,
}

const typeOf = (frame: OracleFrame): string => str(asObj(frame.json).type) || frame.event || ''

const isFailure = (frame: OracleFrame): boolean =>
  frame.errorLine ||
  frame.event === 'error' ||
  (!isObj(frame.json)
    ? false
    : ['error', ''].includes(typeOf(frame)) && Object.keys(asObj(frame.json.error)).length > 0)

/** An error under the name of another event. */
const saysOtherwise = ({ event, json }: OracleFrame): boolean =>
  event === 'error' && isObj(json) && !['', 'error'].includes(str(json.type)) && isObj(json.error)

const SEVERAL: RegExp = /\}\s*\{/

/**
 * Whether everything in a stream says itself where it belongs. Of a stream that contradicts itself no two readers make
 * the same: nobody can say what it carried, only that what leaves must be strict, stable and honest.
 */
export function isClear(dialect: StreamDialect, input: Uint8Array): boolean {
  const clear = READERS[dialect]()
  let begun = false
  for (const frame of readFrames(input)) {
    if (isFailure(frame)) return !saysOtherwise(frame)
    // Before anything was said a marker ends nothing.
    if (frame.data.trim() === '[DONE]' && begun) return true
    if (frame.data.trim() === '[DONE]') continue
    begun ||= isObj(frame.json) && (dialect !== 'responses' || typeOf(frame).startsWith('response.'))
    // Several lines that are no JSON may be one frame, or several without blank lines, as may be several values.
    if (frame.json === undefined && (frame.data.includes('\n') || SEVERAL.test(frame.data))) return false
    // What cannot be read says nothing to anybody.
    if (isObj(frame.json) && ('error' in frame.json || !clear(frame.json, typeOf(frame)))) return false
  }
  return true
}
