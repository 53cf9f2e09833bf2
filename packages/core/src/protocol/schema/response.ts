import { z } from 'zod'
import type { JsonObject } from '../../json.js'
import { SERVICE_TIERS } from '../service-tiers.js'
import { ResponseError } from './error.js'
import { ResponseOutputItem } from './items/output-item.js'
import { ResponseModeration } from './moderation.js'
import { object } from './object.js'
import { anyObject, atMost, boolean, integer, list, literal, nullable, oneOf, record, string } from './scalars.js'
import { PromptCacheOptions, Reasoning, ResponseConversation, ResponsePrompt, ResponseTextConfig } from './settings.js'
import { chosen } from './tagged.js'
import { ToolChoice } from './tool-choice.js'
import { Tool } from './tools.js'
import { ResponseUsage } from './usage.js'

export type ResponseStatus = 'completed' | 'failed' | 'in_progress' | 'cancelled' | 'queued' | 'incomplete'
export const ResponseStatus: z.ZodType<ResponseStatus> = oneOf(
  'completed',
  'failed',
  'in_progress',
  'cancelled',
  'queued',
  'incomplete',
)

export interface IncompleteDetails {
  reason?: 'max_output_tokens' | 'content_filter'
}
export const IncompleteDetails: z.ZodType<IncompleteDetails> = object<IncompleteDetails>(
  {},
  { reason: oneOf('max_output_tokens', 'content_filter') },
)

/** The Response object: what every event that opens, moves or ends a stream carries. */
export interface Response {
  id: string
  object: 'response'
  /** Seconds since the epoch; strict clients read an unsigned integer. */
  created_at: number
  status: ResponseStatus
  error: ResponseError | null
  incomplete_details: IncompleteDetails | null
  instructions: string | JsonObject[] | null
  metadata: Record<string, string> | null
  model: string
  output: ResponseOutputItem[]
  parallel_tool_calls: boolean
  temperature: number | null
  tool_choice: ToolChoice
  tools: Tool[]
  top_p: number | null
  background?: boolean | null
  completed_at?: number | null
  conversation?: ResponseConversation | null
  max_output_tokens?: number | null
  max_tool_calls?: number | null
  moderation?: ResponseModeration | null
  output_text?: string | null
  previous_response_id?: string | null
  prompt?: ResponsePrompt | null
  prompt_cache_key?: string | null
  prompt_cache_options?: PromptCacheOptions
  prompt_cache_retention?: 'in_memory' | '24h' | null
  reasoning?: Reasoning | null
  safety_identifier?: string | null
  service_tier?: (typeof SERVICE_TIERS)[number] | null
  text?: ResponseTextConfig
  top_logprobs?: number | null
  truncation?: 'auto' | 'disabled' | null
  /** Null until the response ends. */
  usage?: ResponseUsage | null
  user?: string | null
}

const inputItems = list(anyObject)

export const Response: z.ZodType<Response> = object<Response>(
  {
    id: string,
    object: literal('response'),
    created_at: integer,
    status: ResponseStatus,
    error: nullable(ResponseError),
    incomplete_details: nullable(IncompleteDetails),
    instructions: nullable(
      chosen<string | JsonObject[]>((value) =>
        typeof value === 'string' ? string : Array.isArray(value) ? inputItems : 'expected a string or input items',
      ),
    ),
    metadata: nullable(record(string)),
    model: string,
    output: list(ResponseOutputItem),
    parallel_tool_calls: boolean,
    temperature: nullable(z.number().min(0).max(2)),
    tool_choice: ToolChoice,
    tools: list(Tool),
    top_p: nullable(z.number().min(0).max(1)),
  },
  {
    background: nullable(boolean),
    completed_at: nullable(integer),
    conversation: nullable(ResponseConversation),
    max_output_tokens: nullable(integer),
    max_tool_calls: nullable(integer),
    moderation: nullable(ResponseModeration),
    output_text: nullable(string),
    previous_response_id: nullable(string),
    prompt: nullable(ResponsePrompt),
    prompt_cache_key: nullable(string),
    prompt_cache_options: PromptCacheOptions,
    prompt_cache_retention: nullable(oneOf('in_memory', '24h')),
    reasoning: nullable(Reasoning),
    safety_identifier: nullable(atMost(64)),
    service_tier: nullable(oneOf(...SERVICE_TIERS)),
    text: ResponseTextConfig,
    top_logprobs: nullable(z.int().min(0).max(20)),
    truncation: nullable(oneOf('auto', 'disabled')),
    usage: nullable(ResponseUsage),
    user: nullable(string),
  },
)
