import type { z } from 'zod'
import { object } from '../object.js'
import { anything, boolean, index, integer, list, literal, nullable, number, oneOf, string } from '../scalars.js'
import { OutputTokensDetails } from '../usage.js'
import { OpenResponsesItem } from './items.js'
import {
  OpenResponsesReasoningSettings,
  OpenResponsesText,
  OpenResponsesTool,
  OpenResponsesToolChoice,
} from './settings.js'

interface CachedTokens {
  cached_tokens: number
}
export interface OpenResponsesUsage {
  input_tokens: number
  output_tokens: number
  total_tokens: number
  input_tokens_details: CachedTokens
  output_tokens_details: OutputTokensDetails
}
export const OpenResponsesUsage: z.ZodType<OpenResponsesUsage> = object<OpenResponsesUsage>(
  {
    input_tokens: index,
    output_tokens: index,
    total_tokens: index,
    input_tokens_details: object<CachedTokens>({ cached_tokens: index }, {}),
    output_tokens_details: OutputTokensDetails,
  },
  {},
)

interface Reason {
  reason: string
}
interface Failure {
  code: string
  message: string
}

/** The Response object of Open Responses: 31 fields, none optional. */
export interface ResponseResource {
  id: string
  object: 'response'
  created_at: number
  completed_at: number | null
  status: string
  incomplete_details: Reason | null
  model: string
  previous_response_id: string | null
  instructions: string | null
  output: OpenResponsesItem[]
  error: Failure | null
  tools: OpenResponsesTool[]
  tool_choice: OpenResponsesToolChoice
  truncation: 'auto' | 'disabled'
  parallel_tool_calls: boolean
  text: OpenResponsesText
  top_p: number
  presence_penalty: number
  frequency_penalty: number
  top_logprobs: number
  temperature: number
  reasoning: OpenResponsesReasoningSettings | null
  usage: OpenResponsesUsage | null
  max_output_tokens: number | null
  max_tool_calls: number | null
  store: boolean
  background: boolean
  service_tier: string
  metadata: unknown
  safety_identifier: string | null
  prompt_cache_key: string | null
}
export const ResponseResource: z.ZodType<ResponseResource> = object<ResponseResource>(
  {
    id: string,
    object: literal('response'),
    created_at: integer,
    completed_at: nullable(integer),
    status: string,
    incomplete_details: nullable(object<Reason>({ reason: string }, {})),
    model: string,
    previous_response_id: nullable(string),
    instructions: nullable(string),
    output: list(OpenResponsesItem),
    error: nullable(object<Failure>({ code: string, message: string }, {})),
    tools: list(OpenResponsesTool),
    tool_choice: OpenResponsesToolChoice,
    truncation: oneOf('auto', 'disabled'),
    parallel_tool_calls: boolean,
    text: OpenResponsesText,
    top_p: number,
    presence_penalty: number,
    frequency_penalty: number,
    top_logprobs: integer,
    temperature: number,
    reasoning: nullable(OpenResponsesReasoningSettings),
    usage: nullable(OpenResponsesUsage),
    max_output_tokens: nullable(integer),
    max_tool_calls: nullable(integer),
    store: boolean,
    background: boolean,
    service_tier: string,
    metadata: anything,
    safety_identifier: nullable(string),
    prompt_cache_key: nullable(string),
  },
  {},
)
