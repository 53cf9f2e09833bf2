import type { JsonObject } from '@strict-responses/core'
import { invalid, unsupported } from '../errors/api-error.js'
import { filled, isObject } from '../json.js'
import { flatName, type Namespace, namespaceOf } from './namespaces.js'
import type { ToolChoice } from './tool-choice.js'
import type { TranslateContext } from './translation.js'

/** A tool that the client runs itself, as every backend knows it. */
export interface ClientTool {
  /** Its name at the backend, which has no namespaces. */
  readonly name: string
  readonly description: string | undefined
  /** JSON schema of the arguments. */
  readonly parameters: JsonObject
  readonly strict: boolean | undefined
}

const NOTHING: JsonObject = { type: 'object', properties: {} }

/** The one string parameter of a custom tool; the normalizer takes its value out again. */
const RAW_INPUT: JsonObject = {
  type: 'object',
  properties: { input: { type: 'string', description: 'The raw input of the tool.' } },
  required: ['input'],
  additionalProperties: false,
}

const READERS: Readonly<Record<string, (tool: JsonObject, name: string) => ClientTool>> = {
  function: (tool, name) => ({
    name,
    description: filled(tool['description']),
    parameters: isObject(tool['parameters']) ? tool['parameters'] : NOTHING,
    strict: typeof tool['strict'] === 'boolean' ? tool['strict'] : undefined,
  }),
  custom: (tool, name) => ({ name, description: customDescription(tool), parameters: RAW_INPUT, strict: undefined }),
}

/** A grammar cannot be enforced by a backend that has none: the model is told of it. */
function customDescription(tool: JsonObject): string | undefined {
  const description = filled(tool['description'])
  const { format } = tool
  if (!isObject(format) || format['type'] !== 'grammar') return description
  const grammar = `The input must match this ${String(format['syntax'] ?? '')} grammar:\n${String(format['definition'] ?? '')}`
  return description === undefined ? grammar : `${description}\n\n${grammar}`
}

/** A tool, and all that a `tool_choice` may call it. */
interface Named {
  readonly tool: ClientTool
  readonly names: readonly string[]
}

/** The tools of a request that the client runs, and which of them the model may or must call. */
export interface ClientTools {
  readonly tools: readonly ClientTool[]
  readonly choice: ToolChoice['choice']
}

/** Reads `tools`, without those that `tool_choice` excludes. */
export function clientTools(
  request: JsonObject,
  { choice, allowed }: ToolChoice,
  context: TranslateContext,
): ClientTools {
  const { tools } = request
  if (tools === null || tools === undefined) return { tools: [], choice }
  if (!Array.isArray(tools)) throw invalid('`tools` must be an array.', 'tools')
  const read = tools.flatMap((tool: unknown, index) => readTool(tool, `tools[${index}]`, context))
  const left = allowed ? read.filter(({ names }) => names.some((name) => allowed.has(name))) : read
  const forced = typeof choice === 'object' ? left.find(({ names }) => names.includes(choice.name)) : undefined
  return { tools: left.map(({ tool }) => tool), choice: forced ? { name: forced.tool.name } : choice }
}

function readTool(tool: unknown, path: string, context: TranslateContext, group?: Namespace): Named[] {
  if (!isObject(tool)) throw invalid('A tool must be an object.', path)
  const type = String(tool['type'])
  const name = filled(tool['name'])
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined
  const inner = group ? undefined : namespaceOf(tool)
  if ((read || inner) && name === undefined) throw invalid('A tool must have a `name`.', `${path}.name`)
  if (inner) return inner.tools.flatMap((one, index) => readTool(one, `${path}.tools[${index}]`, context, inner))
  if (read && name !== undefined) {
    const flat = flatName(group?.name, name)
    const client = read(tool, flat)
    const description = filled([group?.about, client.description].filter(Boolean).join('\n\n'))
    return [{ tool: { ...client, description }, names: [flat, name, ...(group?.name ? [group.name] : [])] }]
  }
  const { options, report } = context
  if (options.hostedTools !== 'drop')
    throw unsupported(
      `The tool \`${type}\` is not supported by the backend: it has no hosted tools, only \`function\` and \`custom\`.`,
      `${path}.type`,
    )
  report('gateway/dropped-tool', `${path} (${type}) was not passed on`)
  return []
}
