import type { z } from 'zod'
import { object } from './object.js'
import { index } from './scalars.js'

export interface InputTokensDetails {
  cached_tokens: number
  cache_write_tokens: number
}
export const InputTokensDetails: z.ZodType<InputTokensDetails> = object<InputTokensDetails>(
  { cached_tokens: index, cache_write_tokens: index },
  {},
)

export interface OutputTokensDetails {
  reasoning_tokens: number
}
export const OutputTokensDetails: z.ZodType<OutputTokensDetails> = object<OutputTokensDetails>(
  { reasoning_tokens: index },
  {},
)

/** What a response cost. */
export interface ResponseUsage {
  input_tokens: number
  input_tokens_details: InputTokensDetails
  output_tokens: number
  output_tokens_details: OutputTokensDetails
  total_tokens: number
}
export const ResponseUsage: z.ZodType<ResponseUsage> = object<ResponseUsage>(
  {
    input_tokens: index,
    input_tokens_details: InputTokensDetails,
    output_tokens: index,
    output_tokens_details: OutputTokensDetails,
    total_tokens: index,
  },
  {},
)
