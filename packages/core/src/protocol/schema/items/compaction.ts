import type { z } from 'zod'
import { object } from '../object.js'
import { literal, string } from '../scalars.js'

export interface ResponseCompactionItem {
  type: 'compaction'
  id: string
  encrypted_content: string
  created_by?: string
}
export const ResponseCompactionItem: z.ZodType<ResponseCompactionItem> = object<ResponseCompactionItem>(
  { type: literal('compaction'), id: string, encrypted_content: string },
  { created_by: string },
)
