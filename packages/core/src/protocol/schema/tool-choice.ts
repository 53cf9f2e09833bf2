import type { z } from 'zod'
import type { JsonObject } from '../../json.js'
import { object } from './object.js'
import { anyObject, list, literal, nullable, oneOf, string } from './scalars.js'
import { chosen, tagged } from './tagged.js'

export type ToolChoiceOptions = 'none' | 'auto' | 'required'
export const ToolChoiceOptions: z.ZodType<ToolChoiceOptions> = oneOf('none', 'auto', 'required')

export interface ToolChoiceFunction {
  type: 'function'
  name: string
}
export interface ToolChoiceCustom {
  type: 'custom'
  name: string
}
export interface ToolChoiceMcp {
  type: 'mcp'
  server_label: string
  name?: string | null
}
export interface ToolChoiceAllowed {
  type: 'allowed_tools'
  mode: 'auto' | 'required'
  tools: JsonObject[]
}

/** A choice of one hosted tool. */
export interface ToolChoiceTypes {
  type:
    | 'file_search'
    | 'web_search_preview'
    | 'web_search_preview_2025_03_11'
    | 'computer'
    | 'computer_use_preview'
    | 'computer_use'
    | 'image_generation'
    | 'code_interpreter'
    | 'programmatic_tool_calling'
    | 'apply_patch'
    | 'shell'
}

/** Which tool the model may or must call. */
export type ToolChoice =
  | ToolChoiceOptions
  | ToolChoiceFunction
  | ToolChoiceCustom
  | ToolChoiceMcp
  | ToolChoiceAllowed
  | ToolChoiceTypes

const hosted = <const T extends ToolChoiceTypes['type']>(type: T): z.ZodType<ToolChoiceTypes> =>
  object<ToolChoiceTypes>({ type: literal(type) }, {})

const choice = tagged<Exclude<ToolChoice, string>>({
  function: object<ToolChoiceFunction>({ type: literal('function'), name: string }, {}),
  custom: object<ToolChoiceCustom>({ type: literal('custom'), name: string }, {}),
  mcp: object<ToolChoiceMcp>({ type: literal('mcp'), server_label: string }, { name: nullable(string) }),
  allowed_tools: object<ToolChoiceAllowed>(
    { type: literal('allowed_tools'), mode: oneOf('auto', 'required'), tools: list(anyObject) },
    {},
  ),
  file_search: hosted('file_search'),
  web_search_preview: hosted('web_search_preview'),
  web_search_preview_2025_03_11: hosted('web_search_preview_2025_03_11'),
  computer: hosted('computer'),
  computer_use_preview: hosted('computer_use_preview'),
  computer_use: hosted('computer_use'),
  image_generation: hosted('image_generation'),
  code_interpreter: hosted('code_interpreter'),
  programmatic_tool_calling: hosted('programmatic_tool_calling'),
  apply_patch: hosted('apply_patch'),
  shell: hosted('shell'),
})

export const ToolChoice: z.ZodType<ToolChoice> = chosen<ToolChoice>((value) =>
  typeof value === 'string' ? ToolChoiceOptions : choice,
)
