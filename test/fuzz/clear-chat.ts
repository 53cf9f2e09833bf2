import { asObj, isObj, type Obj, str } from '../support/oracle-frames.js'
import type { ClearReader } from './clear.js'

const isText = (value: unknown): boolean => value === undefined || value === null || typeof value === 'string'
const THOUGHTS = ['reasoning_content', 'reasoning', 'reasoning_details']

/** A chat stream is clear where each call has an index, an id and a name from its first fragment, and one end. */
export function clearChat(): ClearReader {
  const calls = new Map<number, unknown>()
  let finished = false
  const fragment = (call: unknown): boolean => {
    if (!isObj(call) || typeof call.index !== 'number' || !isObj(call.function)) return false
    const { id } = call
    const { name, arguments: args } = call.function
    if (!isText(id) || !isText(name) || !isText(args)) return false
    if (calls.has(call.index)) return (str(id) === '' || id === calls.get(call.index)) && str(name) === ''
    if (str(id) === '' || str(name) === '' || [...calls.values()].includes(id)) return false
    if (call.index !== calls.size) return false
    calls.set(call.index, id)
    return true
  }
  const said = (delta: Obj): boolean =>
    isText(delta.content) &&
    isText(delta.refusal) &&
    isText(delta.reasoning_content) &&
    isText(delta.reasoning) &&
    THOUGHTS.filter((name) => delta[name] !== undefined && delta[name] !== null).length < 2 &&
    !('reasoning_details' in delta || 'audio' in delta || 'function_call' in delta) &&
    (delta.tool_calls === undefined ||
      delta.tool_calls === null ||
      (Array.isArray(delta.tool_calls) && delta.tool_calls.every(fragment)))
  return (chunk) => {
    if (!Array.isArray(chunk.choices) || 'type' in chunk) return false
    if (chunk.choices.length === 0) return true
    const [choice, second] = chunk.choices as readonly unknown[]
    if (!isObj(choice) || second !== undefined || (choice.index ?? 0) !== 0 || !isText(choice.finish_reason))
      return false
    if ('text' in choice || 'message' in choice || finished) return false
    finished = str(choice.finish_reason) !== ''
    return isObj(choice.delta ?? {}) && said(asObj(choice.delta))
  }
}
