import type { z } from 'zod'
import { object } from './object.js'
import { list, literal, nullable, oneOf, string } from './scalars.js'
import { chosen, tagged } from './tagged.js'

export interface PromptCacheBreakpoint {
  mode: 'explicit'
}
export const PromptCacheBreakpoint: z.ZodType<PromptCacheBreakpoint> = object<PromptCacheBreakpoint>(
  { mode: literal('explicit') },
  {},
)
const prompt_cache_breakpoint = PromptCacheBreakpoint

export interface ResponseInputText {
  type: 'input_text'
  text: string
  prompt_cache_breakpoint?: PromptCacheBreakpoint
}
export const ResponseInputText: z.ZodType<ResponseInputText> = object<ResponseInputText>(
  { type: literal('input_text'), text: string },
  { prompt_cache_breakpoint },
)

export interface ResponseInputImage {
  type: 'input_image'
  detail: 'low' | 'high' | 'auto' | 'original'
  image_url?: string | null
  file_id?: string | null
  prompt_cache_breakpoint?: PromptCacheBreakpoint
}
export const ResponseInputImage: z.ZodType<ResponseInputImage> = object<ResponseInputImage>(
  { type: literal('input_image'), detail: oneOf('low', 'high', 'auto', 'original') },
  { image_url: nullable(string), file_id: nullable(string), prompt_cache_breakpoint },
)

export interface ResponseInputFile {
  type: 'input_file'
  file_id?: string | null
  filename?: string
  file_data?: string
  file_url?: string
  detail?: 'auto' | 'low' | 'high'
  prompt_cache_breakpoint?: PromptCacheBreakpoint
}
export const ResponseInputFile: z.ZodType<ResponseInputFile> = object<ResponseInputFile>(
  { type: literal('input_file') },
  {
    file_id: nullable(string),
    filename: string,
    file_data: string,
    file_url: string,
    detail: oneOf('auto', 'low', 'high'),
    prompt_cache_breakpoint,
  },
)

/** A part of what a tool returned. */
export type ResponseToolOutputPart = ResponseInputText | ResponseInputImage | ResponseInputFile
export const ResponseToolOutputPart: z.ZodType<ResponseToolOutputPart> = tagged<ResponseToolOutputPart>({
  input_text: ResponseInputText,
  input_image: ResponseInputImage,
  input_file: ResponseInputFile,
})

/** What a tool returned: text, or parts. */
export type ResponseToolOutput = string | ResponseToolOutputPart[]
const parts = list(ResponseToolOutputPart)
export const ResponseToolOutput: z.ZodType<ResponseToolOutput> = chosen<ResponseToolOutput>((value) =>
  typeof value === 'string' ? string : Array.isArray(value) ? parts : 'expected a string or an array of parts',
)
