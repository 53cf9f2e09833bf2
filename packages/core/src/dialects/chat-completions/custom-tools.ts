import { requestBody } from '../../callbacks.js'
import { asList, filled, isObject, type JsonObject } from '../../json.js'
import type { NormalizerOptions } from '../../options.js'

/** What the request declared a tool to be. */
export type ToolKind = 'function' | 'custom'

/** Looks up a tool by name; `undefined` where the request is unknown or does not declare it. */
export type ToolKinds = (name: string) => ToolKind | undefined

/** Reads the tools of a request, Responses or Chat, when the first call asks for them. */
export function createToolKinds(options: NormalizerOptions): ToolKinds {
  let kinds: Map<string, ToolKind> | undefined
  return (name) => {
    kinds ??= read(requestBody(options))
    return kinds.get(name)
  }
}

function read(body: JsonObject | undefined): Map<string, ToolKind> {
  const kinds = new Map<string, ToolKind>()
  for (const tool of asList(body?.['tools'])) {
    if (!isObject(tool)) continue
    const { type } = tool
    if (type !== 'function' && type !== 'custom') continue
    const nested = tool[type]
    const name = filled(tool['name']) ?? (isObject(nested) ? filled(nested['name']) : undefined)
    if (name !== undefined) kinds.set(name, type)
  }
  return kinds
}

/**
 * The raw input of a custom tool that was answered as a function call: the one string argument of a JSON object.
 * `undefined` where the arguments are anything else.
 */
export function unwrapInput(argumentsText: string): string | undefined {
  let value: unknown
  try {
    value = JSON.parse(argumentsText)
  } catch {
    return undefined
  }
  if (typeof value === 'string') return value
  if (!isObject(value)) return undefined
  const [input, ...more] = Object.values(value)
  return typeof input === 'string' && more.length === 0 ? input : undefined
}
