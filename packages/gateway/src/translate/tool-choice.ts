import type { JsonObject } from '@strict-responses/core'
import { invalid, unsupported } from '../errors/api-error.js'
import { filled, isObject } from '../json.js'

/** Which tools the model may or must call. */
export interface ToolChoice {
  /** A mode, or the name of the one tool to call. */
  readonly choice: 'auto' | 'none' | 'required' | { readonly name: string } | undefined
  /** The only tools that may be called. */
  readonly allowed?: ReadonlySet<string> | undefined
}

const MODES: Readonly<Record<string, 'auto' | 'none' | 'required'>> = {
  auto: 'auto',
  none: 'none',
  required: 'required',
}

const mode = (value: unknown): 'auto' | 'none' | 'required' | undefined =>
  typeof value === 'string' && Object.hasOwn(MODES, value) ? MODES[value] : undefined

/** Reads `tool_choice`; `allowed_tools` becomes a mode and the tools that are left. */
export function readToolChoice(request: JsonObject): ToolChoice {
  const value = request['tool_choice']
  if (value === null || value === undefined) return { choice: undefined }
  const plain = mode(value)
  if (plain) return { choice: plain }
  if (!isObject(value)) throw invalid('`tool_choice` must be `auto`, `none`, `required` or an object.', 'tool_choice')
  const type = String(value['type'])
  if (type === 'function' || type === 'custom') {
    const name = filled(value['name'])
    if (name === undefined) throw invalid('`tool_choice` must name its tool.', 'tool_choice.name')
    return { choice: { name } }
  }
  if (type === 'allowed_tools') return allowedTools(value)
  throw unsupported(`\`tool_choice\` of type \`${type}\` is not supported by the backend.`, 'tool_choice.type')
}

function allowedTools(value: JsonObject): ToolChoice {
  const { tools } = value
  if (!Array.isArray(tools)) throw invalid('`allowed_tools` must list its tools.', 'tool_choice.tools')
  const allowed = new Set(tools.flatMap((tool: unknown) => (isObject(tool) ? (filled(tool['name']) ?? []) : [])))
  return { choice: mode(value['mode']) ?? 'auto', allowed }
}
