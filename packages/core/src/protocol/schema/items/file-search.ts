import { z } from 'zod'
import { object } from '../object.js'
import { atMost, boolean, list, literal, nullable, number, oneOf, record, string } from '../scalars.js'

export interface FileSearchResult {
  file_id?: string
  text?: string
  filename?: string
  attributes?: Record<string, string | number | boolean> | null
  score?: number
}
export const FileSearchResult: z.ZodType<FileSearchResult> = object<FileSearchResult>(
  {},
  {
    file_id: string,
    text: string,
    filename: string,
    attributes: nullable(record(z.union([atMost(512), number, boolean]))),
    score: number,
  },
)

export interface ResponseFileSearchToolCall {
  type: 'file_search_call'
  id: string
  status: 'in_progress' | 'searching' | 'completed' | 'incomplete' | 'failed'
  queries: string[]
  results?: FileSearchResult[] | null
}
export const ResponseFileSearchToolCall: z.ZodType<ResponseFileSearchToolCall> = object<ResponseFileSearchToolCall>(
  {
    type: literal('file_search_call'),
    id: string,
    status: oneOf('in_progress', 'searching', 'completed', 'incomplete', 'failed'),
    queries: list(string),
  },
  { results: nullable(list(FileSearchResult)) },
)
