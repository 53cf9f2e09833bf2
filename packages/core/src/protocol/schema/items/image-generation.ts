import type { z } from 'zod'
import { object } from '../object.js'
import { literal, nullable, oneOf, string } from '../scalars.js'

export interface ResponseImageGenerationCall {
  type: 'image_generation_call'
  id: string
  status: 'in_progress' | 'completed' | 'generating' | 'failed'
  /** The image in base64; comes with the done event. */
  result?: string | null
}
export const ResponseImageGenerationCall: z.ZodType<ResponseImageGenerationCall> = object<ResponseImageGenerationCall>(
  {
    type: literal('image_generation_call'),
    id: string,
    status: oneOf('in_progress', 'completed', 'generating', 'failed'),
  },
  { result: nullable(string) },
)
