import { z } from 'zod'
import type { JsonObject } from '../../../json.js'
import { object } from '../object.js'
import { anyObject, boolean, list, literal, nullable, oneOf, string } from '../scalars.js'
import type { ResponseFormatJSONObject, ResponseFormatText } from '../settings.js'
import { chosen, tagged } from '../tagged.js'
import { ToolChoiceOptions } from '../tool-choice.js'

/** The one kind of tool; all of its fields are required. */
export interface OpenResponsesTool {
  type: 'function'
  name: string
  description: string | null
  parameters: JsonObject | null
  strict: boolean | null
}
export const OpenResponsesTool: z.ZodType<OpenResponsesTool> = tagged<OpenResponsesTool>({
  function: object<OpenResponsesTool>(
    {
      type: literal('function'),
      name: string,
      description: nullable(string),
      parameters: nullable(anyObject),
      strict: nullable(boolean),
    },
    {},
  ),
})

interface ChosenFunction {
  type: 'function'
  name?: string
}
interface AllowedTools {
  type: 'allowed_tools'
  tools: ChosenFunction[]
  mode: ToolChoiceOptions
}
export type OpenResponsesToolChoice = ToolChoiceOptions | ChosenFunction | AllowedTools
const chosenFunction = object<ChosenFunction>({ type: literal('function') }, { name: string })
const choice = tagged<ChosenFunction | AllowedTools>({
  function: chosenFunction,
  allowed_tools: object<AllowedTools>(
    { type: literal('allowed_tools'), tools: list(chosenFunction), mode: ToolChoiceOptions },
    {},
  ),
})
export const OpenResponsesToolChoice: z.ZodType<OpenResponsesToolChoice> = chosen<OpenResponsesToolChoice>((value) =>
  typeof value === 'string' ? ToolChoiceOptions : choice,
)

interface JsonSchemaFormat {
  type: 'json_schema'
  name: string
  description: string | null
  /** The schema of Open Responses allows nothing else. */
  schema: null
  strict: boolean
}
export interface OpenResponsesText {
  format: ResponseFormatText | ResponseFormatJSONObject | JsonSchemaFormat
  verbosity?: 'low' | 'medium' | 'high'
}
export const OpenResponsesText: z.ZodType<OpenResponsesText> = object<OpenResponsesText>(
  {
    format: tagged<OpenResponsesText['format']>({
      text: object<ResponseFormatText>({ type: literal('text') }, {}),
      json_object: object<ResponseFormatJSONObject>({ type: literal('json_object') }, {}),
      json_schema: object<JsonSchemaFormat>(
        {
          type: literal('json_schema'),
          name: string,
          description: nullable(string),
          schema: z.null(),
          strict: boolean,
        },
        {},
      ),
    }),
  },
  { verbosity: oneOf('low', 'medium', 'high') },
)

export interface OpenResponsesReasoningSettings {
  effort: 'none' | 'low' | 'medium' | 'high' | 'xhigh' | null
  summary: 'concise' | 'detailed' | 'auto' | null
}
export const OpenResponsesReasoningSettings: z.ZodType<OpenResponsesReasoningSettings> =
  object<OpenResponsesReasoningSettings>(
    {
      effort: nullable(oneOf('none', 'low', 'medium', 'high', 'xhigh')),
      summary: nullable(oneOf('concise', 'detailed', 'auto')),
    },
    {},
  )
