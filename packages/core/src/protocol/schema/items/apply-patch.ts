import type { z } from 'zod'
import { object } from '../object.js'
import { literal, nullable, oneOf, string } from '../scalars.js'
import { tagged } from '../tagged.js'
import { caller, type ToolCallCaller } from './caller.js'

export interface ApplyPatchCreateFile {
  type: 'create_file'
  path: string
  diff: string
}
export interface ApplyPatchDeleteFile {
  type: 'delete_file'
  path: string
}
export interface ApplyPatchUpdateFile {
  type: 'update_file'
  path: string
  diff: string
}

/** A patch. */
export type ApplyPatchOperation = ApplyPatchCreateFile | ApplyPatchDeleteFile | ApplyPatchUpdateFile
export const ApplyPatchOperation: z.ZodType<ApplyPatchOperation> = tagged<ApplyPatchOperation>({
  create_file: object<ApplyPatchCreateFile>({ type: literal('create_file'), path: string, diff: string }, {}),
  delete_file: object<ApplyPatchDeleteFile>({ type: literal('delete_file'), path: string }, {}),
  update_file: object<ApplyPatchUpdateFile>({ type: literal('update_file'), path: string, diff: string }, {}),
})

export interface ResponseApplyPatchToolCall {
  type: 'apply_patch_call'
  id: string
  call_id: string
  status: 'in_progress' | 'completed'
  operation: ApplyPatchOperation
  caller?: ToolCallCaller | null
  created_by?: string
}
export const ResponseApplyPatchToolCall: z.ZodType<ResponseApplyPatchToolCall> = object<ResponseApplyPatchToolCall>(
  {
    type: literal('apply_patch_call'),
    id: string,
    call_id: string,
    status: oneOf('in_progress', 'completed'),
    operation: ApplyPatchOperation,
  },
  { caller, created_by: string },
)

export interface ResponseApplyPatchToolCallOutput {
  type: 'apply_patch_call_output'
  id: string
  call_id: string
  status: 'completed' | 'failed'
  output?: string | null
  caller?: ToolCallCaller | null
  created_by?: string
}
export const ResponseApplyPatchToolCallOutput: z.ZodType<ResponseApplyPatchToolCallOutput> =
  object<ResponseApplyPatchToolCallOutput>(
    { type: literal('apply_patch_call_output'), id: string, call_id: string, status: oneOf('completed', 'failed') },
    { output: nullable(string), caller, created_by: string },
  )
