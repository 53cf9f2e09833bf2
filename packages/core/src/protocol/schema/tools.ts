import { z } from 'zod'
import type { JsonObject } from '../../json.js'
import { object } from './object.js'
import { anyObject, boolean, index, list, literal, nullable, oneOf, string } from './scalars.js'
import { chosen, tagged } from './tagged.js'

/*
 * A Response echoes the tools of its request. What these types leave out is the request's own affair:
 * OpenAI writes null there for whatever was not set, schema or not.
 */

export interface FunctionTool {
  type: 'function'
  name: string
  parameters: JsonObject | null
  strict: boolean | null
  description?: string | null
}
export interface FileSearchTool {
  type: 'file_search'
  vector_store_ids: string[]
}
export interface ComputerUsePreviewTool {
  type: 'computer_use_preview'
  environment: 'windows' | 'mac' | 'linux' | 'ubuntu' | 'browser'
  display_width: number
  display_height: number
}
export interface McpTool {
  type: 'mcp'
  server_label: string
}
export interface CodeInterpreterTool {
  type: 'code_interpreter'
  container: string | { type: 'auto' }
}
export interface CustomTool {
  type: 'custom'
  name: string
}
export interface NamespaceTool {
  type: 'namespace'
  name: string
  description: string
  tools: NamespacedTool[]
}
export interface NamespacedTool {
  type: 'function' | 'custom'
  name: string
}

/** A hosted tool that needs no settings. */
export interface PlainTool {
  type:
    | 'computer'
    | 'web_search'
    | 'web_search_2025_08_26'
    | 'web_search_preview'
    | 'web_search_preview_2025_03_11'
    | 'programmatic_tool_calling'
    | 'image_generation'
    | 'local_shell'
    | 'shell'
    | 'tool_search'
    | 'apply_patch'
}

/** What the model may call. */
export type Tool =
  | FunctionTool
  | FileSearchTool
  | ComputerUsePreviewTool
  | McpTool
  | CodeInterpreterTool
  | CustomTool
  | NamespaceTool
  | PlainTool

export const FunctionTool: z.ZodType<FunctionTool> = object<FunctionTool>(
  { type: literal('function'), name: string, parameters: nullable(anyObject), strict: nullable(boolean) },
  { description: nullable(string) },
)

const automatic = object<{ type: 'auto' }>({ type: literal('auto') }, {})
const namespaced = object<NamespacedTool>({ type: oneOf('function', 'custom'), name: string }, {})
const plain = <const T extends PlainTool['type']>(type: T): z.ZodType<PlainTool> =>
  object<PlainTool>({ type: literal(type) }, {})

/** A tool of a type that is newer than this table: nothing is known of it. */
const other = z.looseObject({ type: z.string() })

export const Tool: z.ZodType<Tool> = tagged<Tool>(
  {
    function: FunctionTool,
    file_search: object<FileSearchTool>({ type: literal('file_search'), vector_store_ids: list(string) }, {}),
    computer_use_preview: object<ComputerUsePreviewTool>(
      {
        type: literal('computer_use_preview'),
        environment: oneOf('windows', 'mac', 'linux', 'ubuntu', 'browser'),
        display_width: index,
        display_height: index,
      },
      {},
    ),
    mcp: object<McpTool>({ type: literal('mcp'), server_label: string }, {}),
    code_interpreter: object<CodeInterpreterTool>(
      {
        type: literal('code_interpreter'),
        container: chosen<CodeInterpreterTool['container']>((value) =>
          typeof value === 'string' ? string : automatic,
        ),
      },
      {},
    ),
    custom: object<CustomTool>({ type: literal('custom'), name: string }, {}),
    namespace: object<NamespaceTool>(
      { type: literal('namespace'), name: string, description: string, tools: list(namespaced) },
      {},
    ),
    computer: plain('computer'),
    web_search: plain('web_search'),
    web_search_2025_08_26: plain('web_search_2025_08_26'),
    web_search_preview: plain('web_search_preview'),
    web_search_preview_2025_03_11: plain('web_search_preview_2025_03_11'),
    programmatic_tool_calling: plain('programmatic_tool_calling'),
    image_generation: plain('image_generation'),
    local_shell: plain('local_shell'),
    shell: plain('shell'),
    tool_search: plain('tool_search'),
    apply_patch: plain('apply_patch'),
  },
  other,
)
