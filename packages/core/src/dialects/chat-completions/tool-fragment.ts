import { asIndex, filled, isObject, type JsonObject } from '../../json.js'
import type { ToolKind } from './custom-tools.js'

/** One entry of `delta.tool_calls`. */
export interface ToolFragment {
  /** The upstream's index for the call, where it has one. */
  readonly index: number | string | undefined
  readonly id: string | undefined
  readonly name: string | undefined
  readonly text: string
  /** Whether the arguments are an empty object: either the whole arguments, or a placeholder. */
  readonly empty: boolean
  readonly kind: ToolKind
}

/** The index under which the one call of the legacy `function_call` is kept. */
const LEGACY = 'function_call'

/** The tool call fragments of a delta, in order. */
export function fragmentsOf(delta: JsonObject): ToolFragment[] {
  const calls = delta['tool_calls']
  const fragments: ToolFragment[] = []
  const add = (entry: unknown, index?: string): void => {
    if (!isObject(entry)) return
    const fragment = fragmentOf(entry, index ?? indexOf(entry['index']))
    if (saysAnything(fragment)) fragments.push(fragment)
  }
  if (Array.isArray(calls)) for (const entry of calls) add(entry)
  else add(calls)
  if (isObject(delta['function_call'])) add({ function: delta['function_call'] }, LEGACY)
  return fragments
}

const saysAnything = ({ id, name, text, empty }: ToolFragment): boolean =>
  id !== undefined || name !== undefined || text !== '' || empty

function fragmentOf(entry: JsonObject, index: ToolFragment['index']): ToolFragment {
  const { custom, function: fn } = entry
  const body = isObject(custom) ? custom : isObject(fn) ? fn : entry
  const args = body['arguments'] ?? body['input']
  const empty = isObject(args) && Object.keys(args).length === 0
  return {
    index,
    id: filled(entry['id']),
    name: filled(body['name']),
    text: typeof args === 'string' ? args : args === undefined || args === null || empty ? '' : JSON.stringify(args),
    empty,
    kind: isObject(custom) || entry['type'] === 'custom' ? 'custom' : 'function',
  }
}

function indexOf(value: unknown): number | undefined {
  return asIndex(typeof value === 'string' && value !== '' ? Number(value) : value)
}
