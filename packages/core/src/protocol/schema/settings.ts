import type { z } from 'zod'
import type { JsonObject } from '../../json.js'
import { object } from './object.js'
import { anyObject, boolean, literal, nullable, oneOf, string } from './scalars.js'
import { tagged } from './tagged.js'

export interface ResponseFormatText {
  type: 'text'
}
export interface ResponseFormatJSONObject {
  type: 'json_object'
}
export interface ResponseFormatTextJSONSchemaConfig {
  type: 'json_schema'
  name: string
  schema: JsonObject
  /** Null where the request did not set it, against OpenAI's schema. */
  description?: string | null
  strict?: boolean | null
}
export type ResponseFormatTextConfig =
  | ResponseFormatText
  | ResponseFormatJSONObject
  | ResponseFormatTextJSONSchemaConfig
export const ResponseFormatTextConfig: z.ZodType<ResponseFormatTextConfig> = tagged<ResponseFormatTextConfig>({
  text: object<ResponseFormatText>({ type: literal('text') }, {}),
  json_object: object<ResponseFormatJSONObject>({ type: literal('json_object') }, {}),
  json_schema: object<ResponseFormatTextJSONSchemaConfig>(
    { type: literal('json_schema'), name: string, schema: anyObject },
    { description: nullable(string), strict: nullable(boolean) },
  ),
})

/** The format and verbosity of what the model writes. */
export interface ResponseTextConfig {
  format?: ResponseFormatTextConfig | null
  verbosity?: 'low' | 'medium' | 'high' | null
}
export const ResponseTextConfig: z.ZodType<ResponseTextConfig> = object<ResponseTextConfig>(
  {},
  { format: nullable(ResponseFormatTextConfig), verbosity: nullable(oneOf('low', 'medium', 'high')) },
)

export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max'
export type ReasoningSummary = 'auto' | 'concise' | 'detailed'

/** How the model reasons. */
export interface Reasoning {
  mode?: string | null
  effort?: ReasoningEffort | null
  summary?: ReasoningSummary | null
  context?: 'auto' | 'current_turn' | 'all_turns' | null
  generate_summary?: ReasoningSummary | null
}
const summary = nullable(oneOf('auto', 'concise', 'detailed'))
export const Reasoning: z.ZodType<Reasoning> = object<Reasoning>(
  {},
  {
    mode: nullable(string),
    effort: nullable(oneOf('none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max')),
    summary,
    context: nullable(oneOf('auto', 'current_turn', 'all_turns')),
    generate_summary: summary,
  },
)

export interface ResponsePrompt {
  id: string
  version?: string | null
  variables?: JsonObject | null
}
export const ResponsePrompt: z.ZodType<ResponsePrompt> = object<ResponsePrompt>(
  { id: string },
  { version: nullable(string), variables: nullable(anyObject) },
)

export interface PromptCacheOptions {
  ttl: '30m'
  mode: 'implicit' | 'explicit'
}
export const PromptCacheOptions: z.ZodType<PromptCacheOptions> = object<PromptCacheOptions>(
  { ttl: literal('30m'), mode: oneOf('implicit', 'explicit') },
  {},
)

export interface ResponseConversation {
  id: string
}
export const ResponseConversation: z.ZodType<ResponseConversation> = object<ResponseConversation>({ id: string }, {})
