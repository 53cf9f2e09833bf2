import type { z } from 'zod'
import { object } from './object.js'
import { boolean, list, literal, number, oneOf, record, string } from './scalars.js'
import { tagged } from './tagged.js'

export interface ModerationResult {
  type: 'moderation_result'
  model: string
  flagged: boolean
  categories: Record<string, boolean>
  category_scores: Record<string, number>
  category_applied_input_types: Record<string, ('text' | 'image')[]>
}
export interface ModerationError {
  type: 'error'
  code: string
  message: string
}
export type ModerationVerdict = ModerationResult | ModerationError
export const ModerationVerdict: z.ZodType<ModerationVerdict> = tagged<ModerationVerdict>({
  moderation_result: object<ModerationResult>(
    {
      type: literal('moderation_result'),
      model: string,
      flagged: boolean,
      categories: record(boolean),
      category_scores: record(number),
      category_applied_input_types: record(list(oneOf('text', 'image'))),
    },
    {},
  ),
  error: object<ModerationError>({ type: literal('error'), code: string, message: string }, {}),
})

/** What the moderation of a response found. */
export interface ResponseModeration {
  input: ModerationVerdict
  output: ModerationVerdict
}
export const ResponseModeration: z.ZodType<ResponseModeration> = object<ResponseModeration>(
  { input: ModerationVerdict, output: ModerationVerdict },
  {},
)
